from ctypes import *


def make(*fields, **more):
    return type('S', (Structure,), dict(more, _fields_=fields))


print(sizeof(make()), sizeof(make(('a', c_char), ('b', c_longlong), ('c', c_char))))  # expect: 0 24
print(sizeof(make(('a', c_char), ('b', c_longlong), _pack_=1)), make(('a', c_char), ('b', c_longlong), _pack_=2).b)
# expect: 9 <Field type=c_long, ofs=2, size=8>
print(sizeof(make(('a', c_longdouble), ('b', c_char))), alignment(make(('a', c_longdouble))))  # expect: 32 16
make(('a',))  # raises: TypeError: '_fields_' must be a sequence of (name, C type) pairs
make(('a', int))  # raises: TypeError: second item in _fields_ tuple (index 0) must be a C type
make((3, c_int))  # raises: TypeError: '_fields_' must be a sequence of (name, C type) pairs
make(3)  # raises: TypeError: '_fields_' must be a sequence of (name, C type) pairs
type('S', (Structure,), {'_fields_': 3})  # raises: TypeError: '_fields_' must be a sequence of pairs
make(('a', c_int), _pack_=-1)  # raises: ValueError: _pack_ must be a non-negative integer
make(('a', c_int), _pack_='x')  # raises: ValueError: _pack_ must be a non-negative integer
make(('a', c_int, 40))  # raises: ValueError: number of bits invalid for bit field
make(('a', c_int, 0))  # raises: ValueError: number of bits invalid for bit field
make(('a', c_float, 3))  # raises: TypeError: bit fields not allowed for type c_float
class Loop(Structure): pass
Loop._fields_ = [('inner', Loop)]  # raises: AttributeError: Structure or union cannot contain itself
