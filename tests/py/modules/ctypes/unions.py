from ctypes import *


class Word(Union):
    _fields_ = [('number', c_uint), ('bytes', c_ubyte * 4), ('small', c_ushort), ('bits', c_uint, 4)]


class Value(Structure):
    _anonymous_ = ['u', 'p']

    class U(Union):
        _fields_ = [('i', c_int), ('d', c_double)]

    class P(Structure):
        _fields_ = [('x', c_short), ('y', c_short)]

    _fields_ = [('kind', c_int), ('u', U), ('p', P)]


w = Word(0x01020304)
print(w.bytes[:], w.small, w.bits, sizeof(Word), Word.number)
# expect: [4, 3, 2, 1] 772 4 4 <Field type=c_uint, ofs=0, size=4>
w.bytes[3] = 9
print(w.number % 1000)  # expect: 788
v = Value(kind=1, d=1.5, y=4)
print(v.kind, v.u.d, v.d, v.i, v.p.y, v.y, Value.d, Value.y, sizeof(Value))
# expect: 1 1.5 1.5 0 4 4 <Field type=c_double, ofs=8, size=8> <Field type=c_short, ofs=18, size=2> 24


class More(Word):
    _fields_ = [('wide', c_longlong)]


print(sizeof(More), More(1).wide)  # expect: 8 1
Word(1, 2, 3, 4, 5)  # raises: TypeError: expected c_ubyte_Array_4 instance, got int
type('S', (Structure,), {'_anonymous_': ['x'], '_fields_': [('a', c_int)]})  # raises: AttributeError: type object 'S' has no attribute 'x'
type('S', (Structure,), {'_anonymous_': 3, '_fields_': [('a', c_int)]})  # raises: TypeError: _anonymous_ must be a sequence
Union()  # raises: TypeError: abstract class


class Nested(Structure):
    _fields_ = [('x', c_int), ('v', Value)]
    _anonymous_ = ['v']


print(Nested.d, Nested.y)  # expect: <Field type=c_double, ofs=16, size=8> <Field type=c_short, ofs=26, size=2>
