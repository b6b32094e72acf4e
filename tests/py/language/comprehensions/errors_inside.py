[1 / x for x in [1, 0]]  # raises: ZeroDivisionError: division by zero
{x: [][x] for x in [0]}  # raises: IndexError: list index out of range
list(y.nope for y in [1])  # raises: AttributeError: 'int' object has no attribute 'nope'
[a for a, b in [(1,)]]  # raises: ValueError: not enough values to unpack (expected 2, got 1)
[i for i in 5]  # raises: TypeError: 'int' object is not iterable
{[] for _ in "a"}  # raises: TypeError: unhashable type: 'list'
