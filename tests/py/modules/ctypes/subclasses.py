from ctypes import *


class Meta(type(Structure)):
    def __new__(meta, name, bases, ns):
        ns.setdefault('_fields_', [('made', c_int)])
        return super().__new__(meta, name, bases, ns)


class S(Structure, metaclass=Meta):
    def double(self):
        return self.made * 2

    def __setattr__(self, name, value):
        super().__setattr__(name, value + 1)


class Chars(c_char * 4):
    def __len__(self):
        return 99


class Abstract(Structure):
    _abstract_ = True


s = S(4)
print(s.double(), type(S), len(Chars(b'a')), Chars(b'a').value)  # expect: 10 <class '__main__.Meta'> 99 b'a'


class Concrete(Abstract):
    _fields_ = [('x', c_int)]


print(Concrete(3).x)  # expect: 3
Abstract()  # raises: TypeError: abstract class
