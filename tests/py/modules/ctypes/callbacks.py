import ctypes
from ctypes import *

libc = CDLL(None)
Compare = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
values = (c_int * 6)(5, 1, 4, 2, 6, 3)
libc.qsort.argtypes = [c_void_p, c_size_t, c_size_t, Compare]
libc.qsort.restype = None
libc.qsort(values, 6, sizeof(c_int), Compare(lambda a, b: a[0] - b[0]))
print(values[:])  # expect: [1, 2, 3, 4, 5, 6]
Add = CFUNCTYPE(c_double, c_int, c_float, c_double, c_longlong, c_ubyte)
print(Add(lambda *args: sum(args))(1, 2.5, 3.25, 1 << 40, 7))  # expect: 1099511627789.75
Text = CFUNCTYPE(c_size_t, c_char_p, c_wchar_p)
print(Text(lambda a, b: len(a) + len(b))(b'abc', 'text'))  # expect: 7
print(CFUNCTYPE(c_bool, c_bool)(lambda x: not x)(False), CFUNCTYPE(c_char, c_char)(lambda c: c.upper())(b'q'))
# expect: True b'Q'
print(PYFUNCTYPE(py_object, py_object)(lambda x: [x])({1: 2}))  # expect: [{1: 2}]


class Point(Structure):
    _fields_ = [('x', c_int), ('y', c_double)]


print(CFUNCTYPE(c_double, Point)(lambda p: p.x + p.y)(Point(1, 2.5)))  # expect: 3.5
recursive = CFUNCTYPE(c_int, c_int)(lambda n: n * recursive(n - 1) if n > 1 else 1)
print(recursive(10))  # expect: 3628800
ctypes._reset_cache()  # which keeps every class of pointers and functions
CFUNCTYPE(POINTER(c_int))(lambda: None)  # raises: TypeError: invalid result type for callback function
CFUNCTYPE(c_int, c_int)(3.5)  # raises: TypeError: argument must be callable or integer function address
