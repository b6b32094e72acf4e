range()  # raises: TypeError: range expected at least 1 argument, got 0
range(1.0)  # raises: TypeError: 'float' object cannot be interpreted as an integer
range("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
range(1, 2, 0)  # raises: ValueError: range() arg 3 must not be zero
range(1, 2, 3, 4)  # raises: TypeError: range expected at most 3 arguments, got 4
range(1)["x"]  # raises: TypeError: range indices must be integers or slices, not str
range(x=1)  # raises: TypeError: range() takes no keyword arguments
range(3).start = 1  # raises: AttributeError: readonly attribute
