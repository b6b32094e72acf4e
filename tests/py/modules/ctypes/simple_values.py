from ctypes import *

print(c_int(-5), c_uint(-1), c_byte(300), c_ubyte(-1), c_short(70000), c_longlong(1 << 64))
# expect: c_int(-5) c_uint(4294967295) c_byte(44) c_ubyte(255) c_short(4464) c_long(0)
print(c_float(0.1), c_double(1.5), c_longdouble(2.5), c_bool([]), c_char(b'x'), c_wchar('\u20ac'))
# expect: c_float(0.10000000149011612) c_double(1.5) c_longdouble(2.5) c_bool(False) c_char(b'x') c_wchar('€')
print(c_int(True).value, c_int.from_buffer(c_float(1.0)).value, c_void_p(0), c_void_p(5).value)
# expect: 1 1065353216 c_void_p(None) 5
x = c_int()
x.value = 42
print(x, bool(x), bool(c_double(0.0)), x._objects, x._b_needsfree_, x._b_base_)
# expect: c_int(42) True False None 1 None
c_int(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
c_char(b'ab')  # raises: TypeError: one character bytes, bytearray or integer expected
c_wchar(b'a')  # raises: TypeError: unicode string expected instead of bytes instance
c_void_p('x')  # raises: TypeError: cannot be converted to pointer
del x.value  # raises: TypeError: can't delete attribute
c_int(1, 2)  # raises: TypeError: __init__ expected at most 1 argument, got 2
