class A:
    def __repr__(self): return 5
class B:
    def __str__(self): return None
class C:
    def __format__(self, s): return 1
repr(A())  # raises: TypeError: __repr__ returned non-string (type int)
str(B())  # raises: TypeError: __str__ returned non-string (type NoneType)
format(C())  # raises: TypeError: __format__ must return a str, not int
str(A())  # raises: TypeError: __str__ returned non-string (type int)
