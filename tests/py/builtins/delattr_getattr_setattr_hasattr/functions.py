class A: x = 1
a = A()
setattr(a, "y", 2)
print(getattr(a, "x"), getattr(a, "z", "d"), hasattr(a, "y"), hasattr(a, "q"), getattr(a, "y"))
# expect: 1 d True False 2
delattr(a, "y"); print(hasattr(a, "y"))  # expect: False
getattr(a, "zz")  # raises: AttributeError: 'A' object has no attribute 'zz'
getattr(a, 5)  # raises: TypeError: attribute name must be string, not 'int'
setattr(a, 5, 1)  # raises: TypeError: attribute name must be string, not 'int'
delattr(a, "nope")  # raises: AttributeError: 'A' object has no attribute 'nope'
hasattr(a, 5)  # raises: TypeError: attribute name must be string, not 'int'
getattr(a)  # raises: TypeError: getattr expected at least 2 arguments, got 1
class P:
    @property
    def bad(self): raise ValueError("inside")
hasattr(P(), "bad")  # raises: ValueError: inside
