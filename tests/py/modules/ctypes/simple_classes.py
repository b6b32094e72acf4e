from ctypes import *
from _ctypes import _SimpleCData


class Mine(c_int):
    pass


class S(Structure):
    _fields_ = [('plain', c_int), ('mine', Mine)]


s = S(1, Mine(2))
print(type(s.plain).__name__, type(s.mine).__name__, s.mine.value)  # expect: int Mine 2
print(Mine.__mro__[1:3], type(c_int), type(Structure), type(Array), type(type(c_int)))
# expect: (<class 'ctypes.c_int'>, <class '_ctypes._SimpleCData'>) <class '_ctypes.PyCSimpleType'> <class '_ctypes.PyCStructType'> <class '_ctypes.PyCArrayType'> <class 'type'>
print(c_int.__ctype_le__ is c_int, c_int.__ctype_be__.__name__, c_int.__ctype_be__(1).value)  # expect: True c_int_be 1
_SimpleCData()  # raises: TypeError: abstract class
type('X', (_SimpleCData,), {})  # raises: AttributeError: class must define a '_type_' attribute
type('X', (_SimpleCData,), {'_type_': 3})  # raises: TypeError: class must define a '_type_' string attribute
type('X', (_SimpleCData,), {'_type_': 'ab'})  # raises: ValueError: class must define a '_type_' attribute which must be a string of length 1
type('X', (_SimpleCData,), {'_type_': 'X'})  # raises: ValueError: _type_ 'X' not supported
_SimpleCData.x = 3  # raises: TypeError: cannot set 'x' attribute of immutable type '_ctypes._SimpleCData'
