from ctypes import *

libc = CDLL('libc.so.6')
f = libc.abs
f([])  # raises: ctypes.ArgumentError: argument 1: TypeError: Don't know how to convert parameter 1
f(1.5)  # raises: ctypes.ArgumentError: argument 1: TypeError: Don't know how to convert parameter 1
f(1 << 70)  # raises: ctypes.ArgumentError: argument 1: OverflowError: int too long to convert
f.argtypes = [c_int]
print(f(-3), f(-3, 4))  # expect: 3 3
f()  # raises: TypeError: this function takes at least 1 argument (0 given)
f('x')  # raises: ctypes.ArgumentError: argument 1: TypeError: wrong type
f(1.5)  # raises: ctypes.ArgumentError: argument 1: TypeError: wrong type
f.argtypes = 3  # raises: TypeError: _argtypes_ must be a sequence of types
f.argtypes = [3]  # raises: TypeError: item 1 in _argtypes_ has no from_param method
f.argtypes = [c_int] * 2000  # raises: ctypes.ArgumentError: _argtypes_ has too many arguments (2000), maximum is 1024
f.restype = 3  # raises: TypeError: restype must be a type, a callable, or None
f.errcheck = 3  # raises: TypeError: the errcheck attribute must be callable
CFUNCTYPE(c_int, int)  # raises: TypeError: item 1 in _argtypes_ has no from_param method
CFUNCTYPE(c_int)(3.5)  # raises: TypeError: argument must be callable or integer function address
CFUNCTYPE(c_int)(('no_such_function', libc))  # raises: AttributeError: /lib/x86_64-linux-gnu/libc.so.6: undefined symbol: no_such_function
CFUNCTYPE(c_int)(('abs', 3))  # raises: AttributeError: 'int' object has no attribute '_handle'
CFUNCTYPE(c_int)((3, libc))  # raises: TypeError: function name must be string, bytes object or integer
c_int.in_dll(libc, 'no_such_variable')  # raises: ValueError: /lib/x86_64-linux-gnu/libc.so.6: undefined symbol: no_such_variable
CDLL('no_such_library.so')  # raises: OSError: no_such_library.so: cannot open shared object file: No such file or directory
