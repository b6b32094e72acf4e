# grows: the library keeps every class of pointers
from ctypes import *

Later = POINTER('node')


class node(Structure):
    _fields_ = [('value', c_int), ('next', Later)]


print(Later.__name__)  # expect: LP_node
SetPointerType(Later, node)
first = node(1)
second = node(2, pointer(first))
print(second.next.contents.value, bool(first.next), POINTER(node) is Later)  # expect: 1 False True
POINTER('other')()  # raises: TypeError: Cannot create instance: has no _type_
SetPointerType(POINTER(c_int), node)  # raises: RuntimeError: This type already exists in the cache
