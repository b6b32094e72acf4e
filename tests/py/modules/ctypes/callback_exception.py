import sys
from ctypes import *

sys.unraisablehook = lambda info: print(info.err_msg.split(':')[0], type(info.exc_value).__name__, info.exc_value, info.object is fail)


def fail(x):
    if x == 1:
        raise KeyError('lost')
    return 'text'


F = CFUNCTYPE(c_int, c_int)
f = F(fail)
f(1)  # expect: Exception ignored on calling ctypes callback function KeyError 'lost' True
f(2)
# expect: Exception ignored on converting result of ctypes callback function TypeError 'str' object cannot be interpreted as an integer True
print('on')  # expect: on
