from ctypes import *


class Bits(Structure):
    _fields_ = [('a', c_int, 3), ('b', c_int, 5), ('c', c_uint, 10), ('d', c_ubyte, 4), ('e', c_short, 9), ('f', c_longlong, 40), ('g', c_int)]


b = Bits(3, -7, 1000, 12, 200, -5, 9)
print(b.a, b.b, b.c, b.d, b.e, b.f, b.g, sizeof(Bits))  # expect: 3 -7 1000 0 0 -5 9 24
b.a = 5
b.c = 5000
print(b.a, b.b, b.c)  # expect: -3 -7 904
for name in 'abcdefg':
    print(getattr(Bits, name))
# expect: <Field type=c_int, ofs=0:0, bits=3>
# expect: <Field type=c_int, ofs=0:3, bits=5>
# expect: <Field type=c_uint, ofs=0:8, bits=10>
# expect: <Field type=c_ubyte, ofs=3:18, bits=4>
# expect: <Field type=c_short, ofs=2:22, bits=9>
# expect: <Field type=c_long, ofs=8:0, bits=40>
# expect: <Field type=c_int, ofs=16, size=4>


class Big(BigEndianStructure):
    _fields_ = [('a', c_int, 3), ('b', c_int, 5), ('c', c_uint, 10)]


g = Big(1, 2, 3)
print(g.a, g.b, g.c, bytes(g), Big.a, Big.c)
# expect: 1 2 3 b'"\x00\xc0\x00' <Field type=c_int_be, ofs=0:29, bits=3> <Field type=c_uint_be, ofs=0:14, bits=10>
