class B:
    def __bool__(self): return 1
class L:
    def __len__(self): return -1
class M:
    def __len__(self): return "x"
class N:
    __bool__ = None
if B(): pass  # raises: TypeError: __bool__ should return bool, returned int
if L(): pass  # raises: ValueError: __len__() should return >= 0
if M(): pass  # raises: TypeError: 'str' object cannot be interpreted as an integer
if N(): pass  # raises: TypeError: 'NoneType' object is not callable
