A = type("A", (), {"x": 1, "f": lambda self: self.x})
print(A().f(), A.__name__, A.__module__, A.__qualname__)  # expect: 1 A __main__ A
B = type("B", (A,), dict(x=2))
print(B().f(), type(B()), type(1))  # expect: 2 <class '__main__.B'> <class 'int'>
type("C", 5, {})  # raises: TypeError: type.__new__() argument 2 must be tuple, not int
type(1, 2)  # raises: TypeError: type() takes 1 or 3 arguments
type("a\0b", (), {})  # raises: ValueError: type name must not contain null characters
type(5, (), {})  # raises: TypeError: type.__new__() argument 1 must be str, not int
type("D", (), 5)  # raises: TypeError: type.__new__() argument 3 must be dict, not int
