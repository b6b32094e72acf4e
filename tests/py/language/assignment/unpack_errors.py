a, b = 1,  # raises: ValueError: not enough values to unpack (expected 2, got 1)
a, b = 1, 2, 3  # raises: ValueError: too many values to unpack (expected 2)
a, b, c = [1, 2]  # raises: ValueError: not enough values to unpack (expected 3, got 2)
a, *b, c = "x"  # raises: ValueError: not enough values to unpack (expected at least 2, got 1)
a, b = 5  # raises: TypeError: cannot unpack non-iterable int object
(a, b), c = 1, 2  # raises: TypeError: cannot unpack non-iterable int object
a, b = {1: 2}  # raises: ValueError: not enough values to unpack (expected 2, got 1)
