for x in 5: pass  # raises: TypeError: 'int' object is not iterable
for x in None: pass  # raises: TypeError: 'NoneType' object is not iterable
class A: pass
for x in A(): pass  # raises: TypeError: 'A' object is not iterable
class B:
    def __iter__(self): return 3
for x in B(): pass  # raises: TypeError: iter() returned non-iterator of type 'int'
class C:
    __iter__ = None
for x in C(): pass  # raises: TypeError: 'C' object is not iterable
