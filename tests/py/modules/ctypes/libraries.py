import _ctypes
import ctypes.util
from ctypes import *

handle = _ctypes.dlopen('libc.so.6', RTLD_GLOBAL)
address = _ctypes.dlsym(handle, 'labs')
print(_ctypes.call_function(address, (-12,)), CFUNCTYPE(c_long, c_long)(address)(-13), _ctypes.dlclose(handle))
# expect: 12 13 None
print(cdll.LoadLibrary('libc.so.6').abs(-2), CDLL('libc.so.6')._name, ctypes.util.find_library('no-such-library'))
# expect: 2 libc.so.6 None
print(c_int.in_dll(CDLL(None), 'optind').value, CDLL(None, mode=RTLD_GLOBAL) is not None)  # expect: 1 True
print(_ctypes.buffer_info(c_int * 3), _ctypes.__version__)  # expect: ('<i', 1, (3,)) 1.1.0
_ctypes.dlopen('no_such_library.so', 0)  # raises: OSError: no_such_library.so: cannot open shared object file: No such file or directory
_ctypes.dlsym('x', 'y')  # raises: TypeError: an integer is required
_ctypes.call_function(address, 3)  # raises: TypeError: argument 2 must be tuple, not int
_ctypes.call_function('x', ())  # raises: TypeError: an integer is required
_ctypes.dlclose('x')  # raises: TypeError: an integer is required
