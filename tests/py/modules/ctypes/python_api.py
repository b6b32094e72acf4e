from ctypes import *

api = pythonapi
api.PyLong_FromLong.restype = py_object
api.PyList_New.restype = py_object
print(api.PyLong_FromLong(42), api.PyList_New(0), api.Py_IsInitialized())  # expect: 42 [] 1
api.PyObject_Repr.argtypes = [py_object]
api.PyObject_Repr.restype = py_object
print(api.PyObject_Repr({'a': [None, 1.5]}))  # expect: {'a': [None, 1.5]}
api.PyErr_SetString.argtypes = [py_object, c_char_p]
api.PyErr_SetString.restype = None
api.PyErr_SetString(ValueError, b'from C')  # raises: ValueError: from C
api.PyObject_GetAttrString.argtypes = [py_object, c_char_p]
api.PyObject_GetAttrString.restype = py_object
print(api.PyObject_GetAttrString('text', b'upper')())  # expect: TEXT
api.PyObject_GetAttrString(1, b'no')  # raises: AttributeError: 'int' object has no attribute 'no'
print(hasattr(api, 'no_such_function'))  # expect: False
