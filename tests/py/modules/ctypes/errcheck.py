from ctypes import *

f = CDLL(None).abs
f.argtypes = [c_int]


def check(result, function, args):
    print(result, function is f, args)
    if result == 1:
        raise OSError('one')
    return result * 10 if result == 2 else args


f.errcheck = check
print(f(-2))
# expect: 2 True (-2,)
# expect: 20
print(f(-3))
# expect: 3 True (-3,)
# expect: 3
f(-1)  # raises: OSError: one
del f.errcheck
print(f(-1), f.errcheck)  # expect: 1 None
