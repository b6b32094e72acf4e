from ctypes import *

i = c_int(7)
p = pointer(i)
print(type(p).__name__, p.contents, p[0], bool(p), bool(POINTER(c_int)()), POINTER(c_int) is POINTER(c_int))
# expect: LP_c_int c_int(7) 7 True False True
p[0] = 8
print(i, p.contents is p.contents, sorted(p._objects))  # expect: c_int(8) False ['1']
p.contents = c_int(9)
print(i, p[0])  # expect: c_int(8) 9
a = (c_int * 5)(1, 2, 3, 4, 5)
q = cast(a, POINTER(c_int))
print(q[0:4], q[4:0:-2], q[:3], cast(a, POINTER(c_char))[:4])
# expect: [1, 2, 3, 4] [5, 3] [1, 2, 3] b'\x01\x00\x00\x00'
print(POINTER(None) is c_void_p)  # expect: True
POINTER(c_int)().contents  # raises: ValueError: NULL pointer access
POINTER(c_int)()[0]  # raises: ValueError: NULL pointer access
pointer(c_int(1)).contents = 3  # raises: TypeError: expected c_int instead of int
q[1:]  # raises: ValueError: slice stop is required
q[::-1]  # raises: ValueError: slice start is required for step < 0
del q[0]  # raises: TypeError: Pointer does not support item deletion
POINTER(3)  # raises: TypeError: must be a ctypes type
POINTER(int)  # raises: TypeError: _type_ must have storage info
