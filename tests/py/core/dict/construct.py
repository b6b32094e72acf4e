print({}, dict(), {"a": 1}, dict(a=1), dict([("a", 1), ["b", 2]]), dict({"x": 1}, y=2), dict(["ab", "cd"]))
# expect: {} {} {'a': 1} {'a': 1} {'a': 1, 'b': 2} {'x': 1, 'y': 2} {'a': 'b', 'c': 'd'}
print(dict(zip("ab", [1, 2])), {**{"a": 1}, "b": 2}, dict.fromkeys("ab"), dict.fromkeys([1], []))
# expect: {'a': 1, 'b': 2} {'a': 1, 'b': 2} {'a': None, 'b': None} {1: []}
dict(5)  # raises: TypeError: 'int' object is not iterable
dict([1])  # raises: TypeError: cannot convert dictionary update sequence element #0 to a sequence
dict([(1, 2, 3)])  # raises: ValueError: dictionary update sequence element #0 has length 3; 2 is required
dict(["a"])  # raises: ValueError: dictionary update sequence element #0 has length 1; 2 is required
dict(1, 2)  # raises: TypeError: dict expected at most 1 argument, got 2
dict([([], 1)])  # raises: TypeError: unhashable type: 'list'
