a, b = {"x": 1, "y": 2}, {"y": 2, "z": 3}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b), sorted(a.keys() - b.keys()), sorted(a.keys() ^ b.keys()))
# expect: ['y'] ['x', 'y', 'z'] ['x'] ['x', 'z']
print(sorted(a.items() & b.items()), a.keys() == {"x", "y"}, a.keys() <= {"x", "y", "q"}, a.keys().isdisjoint("q"))
# expect: [('y', 2)] True True True
print(a.keys() > {"x"}, a.items() == {("x", 1), ("y", 2)}, a.values() == a.values())  # expect: True True False
a.keys() & 5  # raises: TypeError: 'int' object is not iterable
hash(a.keys())  # raises: TypeError: unhashable type: 'dict_keys'
a.values() & b.values()  # raises: TypeError: unsupported operand type(s) for &: 'dict_values' and 'dict_values'
