from ctypes import *


class Wrapped:
    def __init__(self, value):
        self._as_parameter_ = value


class Squares:
    @classmethod
    def from_param(cls, value):
        return value * value


f = CDLL(None).abs
print(f(Wrapped(-4)), f(Wrapped(Wrapped(-5))))  # expect: 4 5
f.argtypes = [c_int]
print(f(Wrapped(-6)))  # expect: 6
f.argtypes = [Squares]
print(f(3))  # expect: 9
loop = Wrapped(0)
loop._as_parameter_ = loop
f.argtypes = [c_int]
f(loop)  # raises: ctypes.ArgumentError: argument 1: RecursionError: maximum recursion depth exceeded while calling a Python object
