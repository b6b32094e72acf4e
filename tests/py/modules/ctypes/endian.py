from ctypes import *


class Big(BigEndianStructure):
    _fields_ = [('h', c_short), ('i', c_int), ('q', c_longlong), ('d', c_double), ('a', c_short * 2)]


class Little(LittleEndianStructure):
    _fields_ = [('h', c_short), ('i', c_int)]


b = Big(1, 2, 3, 1.5, (4, 5))
print(bytes(b).hex())  # expect: 000100000000000200000000000000033ff80000000000000004000500000000
print(b.h, b.i, b.q, b.d, b.a[:], Big.i, memoryview(b).format)
# expect: 1 2 3 1.5 [4, 5] <Field type=c_int_be, ofs=4, size=4> T{>h:h:>i:i:>q:q:>d:d:(2)>h:a:}
print(bytes(Little(1, 2)).hex())  # expect: 0100000002000000
print(BigEndianUnion.__mro__[1].__name__)  # expect: Union
class Bad(BigEndianStructure): _fields_ = [('p', POINTER(c_int))]  # raises: TypeError: This type does not support other endian: <class '__main__.LP_c_int'>
