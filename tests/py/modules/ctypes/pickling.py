import copy
import pickle
from ctypes import *


class S(Structure):
    _fields_ = [('a', c_int), ('b', c_double)]


s = S(1, 2.5)
s.note = 'kept'
t = pickle.loads(pickle.dumps(s))
print(t.a, t.b, t.note, copy.copy(c_int(4)))  # expect: 1 2.5 kept c_int(4)
print(c_int(3).__reduce__()[1])  # expect: (<class 'ctypes.c_int'>, ({}, b'\x03\x00\x00\x00'))
pickle.dumps(c_char_p(b'x'))  # raises: ValueError: ctypes objects containing pointers cannot be pickled
pickle.dumps(POINTER(c_int)())  # raises: ValueError: ctypes objects containing pointers cannot be pickled
c_int(3).__setstate__(3)  # raises: TypeError: function takes exactly 2 arguments (1 given)
