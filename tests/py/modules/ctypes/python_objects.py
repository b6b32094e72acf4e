from ctypes import *

o = py_object([1, 2])
print(o, o.value is o.value, py_object(None), py_object(3.5))
# expect: py_object([1, 2]) True py_object(None) py_object(3.5)
print(py_object())  # expect: py_object(<NULL>)
a = (py_object * 2)('x', 7)
print(a[0], a[1])  # expect: x 7
f = PYFUNCTYPE(py_object, c_void_p, c_char_p)
print(cast(pointer(o), POINTER(c_void_p))[0] == id(o.value))  # expect: True
py_object().value  # raises: ValueError: PyObject is NULL
