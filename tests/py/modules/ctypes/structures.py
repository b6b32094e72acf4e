from ctypes import *


class Point(Structure):
    _fields_ = [('x', c_int), ('y', c_int)]


class Named(Point):
    _fields_ = [('name', c_char * 8), ('w', c_double)]


class Rect(Structure):
    _fields_ = [('a', Point), ('b', Point)]


n = Named(1, 2, b'pt', 0.5)
print(n.x, n.y, n.name, n.w, sizeof(Named), alignment(Named))  # expect: 1 2 b'pt' 0.5 24 8
print(Point.x, Named.name, Named.w, Named.w.offset, Named.w.size)
# expect: <Field type=c_int, ofs=0, size=4> <Field type=c_char_Array_8, ofs=8, size=8> <Field type=c_double, ofs=16, size=8> 16 8
r = Rect((1, 2), Point(3, 4))
print(r.a.x, r.b.y, r.a._b_base_ is r)  # expect: 1 4 True
r.a.x = 50
r.b = r.a
print(r.b.x, Point(y=3).y, Point(1, y=2).y)  # expect: 50 3 2
n.name = b'longer'
print(n.name)  # expect: b'longer'
n.extra = 3
print(n.extra, n.__dict__)  # expect: 3 {'extra': 3}
Point(1, 2, 3)  # raises: TypeError: too many initializers
Point(1, x=2)  # raises: TypeError: duplicate values for field 'x'
n.x = 'text'  # raises: TypeError: 'str' object cannot be interpreted as an integer
n.name = b'much too long'  # raises: ValueError: bytes too long (13, maximum length 8)
r.a = 3  # raises: TypeError: expected Point instance, got int
del n.x  # raises: TypeError: can't delete attribute
Point._fields_ = []  # raises: AttributeError: _fields_ is final
Structure()  # raises: TypeError: abstract class
sizeof(Structure)  # raises: TypeError: this type has no size
hash(n)  # raises: TypeError: unhashable type
