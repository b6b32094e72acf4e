import ctypes
import gc
import weakref
from ctypes import *


class S(Structure):
    _fields_ = [('p', POINTER(c_int)), ('s', c_char_p), ('inner', POINTER(c_int) * 2)]


s = S()
s.s = b'text'
s.p = pointer(c_int(3))
s.inner[1] = pointer(c_int(4))
print(sorted(s._objects), s.p[0], s.inner[1][0], s.s)  # expect: ['0', '1', '1:2'] 3 4 b'text'
print(c_char_p(b'abc')._objects, c_int(3)._objects, py_object([1])._objects)  # expect: b'abc' None [1]
a = (c_char_p * 2)(b'a', b'b')
print(a._objects, a[:])  # expect: {'0': b'a', '1': b'b'} [b'a', b'b']


class Node(Structure):
    pass


Node._fields_ = [('next', POINTER(Node)), ('object', py_object)]
n = Node()
n.next = pointer(n)
n.object = py_object(n)
gone = weakref.ref(n)
del n
gc.collect()
print(gone())  # expect: None
ctypes._reset_cache()  # which keeps every class of pointers and functions
