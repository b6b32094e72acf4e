print(list(zip([1, 2], "ab", strict=True)))  # expect: [(1, 'a'), (2, 'b')]
list(zip([1, 2], "a", strict=True))  # raises: ValueError: zip() argument 2 is shorter than argument 1
list(zip("a", [1, 2], strict=True))  # raises: ValueError: zip() argument 2 is longer than argument 1
list(zip("ab", "ab", "abc", strict=True))  # raises: ValueError: zip() argument 3 is longer than arguments 1-2
zip([1], foo=1)  # raises: TypeError: 'foo' is an invalid keyword argument for zip()
