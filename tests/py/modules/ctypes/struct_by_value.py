import ctypes
from ctypes import *

libc = CDLL(None)


class div_t(Structure):
    _fields_ = [('quot', c_int), ('rem', c_int)]


class ldiv_t(Structure):
    _fields_ = [('quot', c_long), ('rem', c_long)]


libc.div.restype = div_t
libc.ldiv.restype = ldiv_t
d = libc.div(17, 5)
l = libc.ldiv(c_long(-17), c_long(5))
print(d.quot, d.rem, l.quot, l.rem)  # expect: 3 2 -3 -2


def echo(*fields, base=Structure):
    """A structure through a callback: C passes it by value."""
    cls = type('S', (base,), {'_fields_': [('f%d' % i, t) for i, t in enumerate(fields)]})
    return cls, CFUNCTYPE(c_int, c_int, cls, c_double)


seen = []
for fields, values in [((c_char, c_short), (b'a', 2)), ((c_float, c_float), (1.5, 2.5)), ((c_double, c_int), (1.25, 3)), ((c_float,) * 4, (1, 2, 3, 4)),
                       ((c_long,) * 3, (7, 8, 9)), ((c_ubyte * 3, c_ubyte), ((1, 2, 3), 4)), ((c_int * 5,), ((1, 2, 3, 4, 5),)), ((c_longdouble,), (1.5,))]:
    cls, F = echo(*fields)

    def call(before, s, after):
        got = [getattr(s, name) for name, _ in s._fields_]
        seen.append([list(x) if isinstance(x, Array) else x for x in got])
        return before + int(after)

    print(F(call)(1, cls(*values), 2.0), seen[-1])
# expect: 3 [b'a', 2]
# expect: 3 [1.5, 2.5]
# expect: 3 [1.25, 3]
# expect: 3 [1.0, 2.0, 3.0, 4.0]
# expect: 3 [7, 8, 9]
# expect: 3 [[1, 2, 3], 4]
# expect: 3 [[1, 2, 3, 4, 5]]
# expect: 3 [1.5]


class U(Union):
    _fields_ = [('i', c_int), ('d', c_double)]


print(CFUNCTYPE(c_double, U)(lambda u: u.d)(U(d=2.5)))  # expect: 2.5
ctypes._reset_cache()  # which keeps every class of pointers and functions
