print(max(1, 2), min([3, 1, 2]), max("hello"), max([1, -5], key=abs), min([], default="d"), max((1, "a"), (1, "b")), max({1: 2, 3: 0}), min(x for x in [2, 1]))
# expect: 2 1 o -5 d (1, 'b') 3 1
print(max([1, 1.0, True]), min(1, True), max(["a", "bb", "cc"], key=len), max(1, 2, 3, key=lambda x: -x), max([None], default=5), max([1], key=None))
# expect: 1 1 bb 1 None 1
max()  # raises: TypeError: max expected at least 1 argument, got 0
max([])  # raises: ValueError: max() arg is an empty sequence
max(5)  # raises: TypeError: 'int' object is not iterable
max(1, "a")  # raises: TypeError: '>' not supported between instances of 'str' and 'int'
max(1, 2, default=3)  # raises: TypeError: Cannot specify a default for max() with multiple positional arguments
max([1], foo=2)  # raises: TypeError: 'foo' is an invalid keyword argument for max()
min([1, "a"])  # raises: TypeError: '<' not supported between instances of 'str' and 'int'
min(None)  # raises: TypeError: 'NoneType' object is not iterable
