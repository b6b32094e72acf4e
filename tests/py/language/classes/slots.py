class A:
    __slots__ = ("x", "y")
a = A()
a.x = 1
print(a.x, A.__slots__, hasattr(a, "__dict__"), type(A.x).__name__)  # expect: 1 ('x', 'y') False member_descriptor
a.y  # raises: AttributeError: 'A' object has no attribute 'y'
a.z = 1  # raises: AttributeError: 'A' object has no attribute 'z'
del a.y  # raises: AttributeError: y
a.__dict__  # raises: AttributeError: 'A' object has no attribute '__dict__'. Did you mean: '__dir__'?
