print(isinstance(5, int), isinstance(True, int), issubclass(bool, int), isinstance(1.0, int), isinstance(5, (str, int)), isinstance(5, int | str), isinstance(5, float | None))
# expect: True True True False True True False
isinstance(5, 5)  # raises: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
isinstance(5, [int])  # raises: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
isinstance(5, (int, 5)) if 0 else isinstance("a", (int, 5))  # raises: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
issubclass(5, int)  # raises: TypeError: issubclass() arg 1 must be a class
issubclass(int, 5)  # raises: TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
isinstance([], list[int])  # raises: TypeError: isinstance() argument 2 cannot be a parameterized generic
