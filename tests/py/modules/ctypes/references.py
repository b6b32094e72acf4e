from ctypes import *

i = c_int(5)
r = byref(i)
print(type(r).__name__, r._obj is i, str(r)[:11])  # expect: CArgObject True <cparam 'P'
libc = CDLL(None)
pair = (c_int * 2)()
libc.memcpy(byref(pair, 4), byref(i), 4)
print(pair[:])  # expect: [0, 5]
print(c_int.from_param(3), c_double.from_param(2), c_char.from_param(b'\x80'), c_char.from_param(b'y'), c_byte.from_param(1))
# expect: <cparam 'i' (3)> <cparam 'd' (2.0)> <cparam 'c' ('\x80')> <cparam 'c' ('y')> <cparam 'b' (1)>
P = POINTER(c_int)
print(P.from_param(None), P.from_param(pair) is pair, type(P.from_param(i)).__name__, P.from_param(r) is r)
# expect: None True CArgObject True
byref(3)  # raises: TypeError: byref() argument must be a ctypes instance, not 'int'
P.from_param(3)  # raises: TypeError: expected LP_c_int instance instead of int
P.from_param(byref(c_long()))  # raises: TypeError: expected LP_c_int instance instead of pointer to c_long
c_int.from_param('x')  # raises: TypeError: wrong type
c_char_p.from_param(3)  # raises: TypeError: wrong type
addressof(3)  # raises: TypeError: invalid type
