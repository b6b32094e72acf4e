from ctypes import *

a = (c_int * 2)(1, 2)
resize(a, 64)
print(sizeof(a), sizeof(type(a)), a[:], a._b_needsfree_)  # expect: 64 8 [1, 2] 1
resize(a, 8)
print(sizeof(a))  # expect: 8
resize(a, 4)  # raises: ValueError: minimum size is 8
resize(3, 4)  # raises: TypeError: excepted ctypes instance
resize(c_int.from_address(addressof(a)), 100)  # raises: ValueError: Memory cannot be resized because this object doesn't own it
resize(c_int(), 'x')  # raises: TypeError: 'str' object cannot be interpreted as an integer
