from ctypes import *


class Three(Array):
    _type_ = c_short
    _length_ = 3


class Tagged(Three):
    pass


print(Three(1, 2, 3)[:], sizeof(Three), Tagged(5)[0], isinstance(Three(), Array), Array[int])
# expect: [1, 2, 3] 6 5 True _ctypes.Array[int]
print(memoryview(Three(1, 2, 3)).format)  # expect: <h
type(Array)('X', (Array,), {})  # raises: AttributeError: class must define a '_length_' attribute
type(Array)('X', (Array,), {'_length_': 2})  # raises: AttributeError: class must define a '_type_' attribute
type(Array)('X', (Array,), {'_length_': 'x', '_type_': c_int})  # raises: TypeError: The '_length_' attribute must be an integer
type(Array)('X', (Array,), {'_length_': -1, '_type_': c_int})  # raises: ValueError: The '_length_' attribute must not be negative
type(Array)('X', (Array,), {'_length_': 1 << 70, '_type_': c_int})  # raises: OverflowError: The '_length_' attribute is too large
type(Array)('X', (Array,), {'_length_': 2, '_type_': int})  # raises: TypeError: _type_ must have storage info
