# pyemb-only: python3.11 jumps to address 0
from ctypes import *

f = CFUNCTYPE(c_int)()
print(bool(f))  # expect: False
f()  # raises: ValueError: NULL function pointer
