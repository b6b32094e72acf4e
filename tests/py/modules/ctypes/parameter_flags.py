from ctypes import *

libc = CDLL(None)
F = CFUNCTYPE(c_int, c_int)
named = F(('abs', libc), ((1, 'n', -5),))
print(named(), named(-6), named(n=-7))  # expect: 5 6 7
div = CFUNCTYPE(None, c_int, POINTER(c_int), POINTER(c_int))


@div
def halves(n, low, high):
    low[0] = n // 2
    high[0] = n - n // 2


class Lib:
    _handle = libc._handle


P = CFUNCTYPE(c_double, c_double, POINTER(c_int))
frexp = P(('frexp', CDLL('libm.so.6')), ((1, 'x'), (2, 'exponent')))
print(frexp(8.0), frexp(x=1.0))  # expect: 4 1
inout = P(('frexp', CDLL('libm.so.6')), ((1, 'x'), (3, 'exponent')))
print(inout(8.0, c_int(0)))  # expect: c_int(4)
F(('abs', libc), ((1, 'n'),))()  # raises: TypeError: required argument 'n' missing
F(('abs', libc), ((1, 'n'),))(1, 2)  # raises: TypeError: call takes exactly 1 arguments (2 given)
F(('abs', libc), ((1, 'n'),))(m=3)  # raises: TypeError: required argument 'n' missing
F(('abs', libc), ((2, 'n'),))  # raises: TypeError: 'out' parameter 1 must be a pointer type, not c_int
F(('abs', libc), ((4, 'n'),))  # raises: TypeError: paramflag value 4 not supported
F(('abs', libc), 3)  # raises: TypeError: paramflags must be a tuple or None
F(('abs', libc), (3,))  # raises: TypeError: paramflags must be a sequence of (int [,string [,value]]) tuples
F(('abs', libc), ((1,), (1,)))  # raises: ValueError: paramflags must have the same length as argtypes
