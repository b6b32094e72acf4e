from ctypes import *

a = (c_ubyte * 8)(*range(8))
p = cast(a, POINTER(c_ushort))
print([hex(x) for x in p[:4]], cast(a, c_void_p).value == addressof(a), cast(0, POINTER(c_int)) is not None)
# expect: ['0x100', '0x302', '0x504', '0x706'] True True
print(cast(c_char_p(b'text'), POINTER(c_char))[:4], cast(None, c_void_p).value, cast(5, c_void_p).value)
# expect: b'text' None 5
del a
print(p[3])  # expect: 1798
f = CDLL(None).abs
print(cast(f, CFUNCTYPE(c_int, c_int))(-8), cast(addressof(c_int(6)), c_void_p) is not None)  # expect: 8 True
cast(1, c_int)  # raises: TypeError: cast() argument 2 must be a pointer type, not c_int
cast(1, int)  # raises: TypeError: cast() argument 2 must be a pointer type, not int
cast(1.5, c_void_p)  # raises: ctypes.ArgumentError: argument 1: TypeError: wrong type
