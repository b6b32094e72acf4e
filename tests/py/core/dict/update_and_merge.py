d = {"a": 1}
d.update({"b": 2}); d.update([("c", 3)]); d.update(d=4); d.update(); d.update({"a": 0}, z=9)
print(d)  # expect: {'a': 0, 'b': 2, 'c': 3, 'd': 4, 'z': 9}
print({"a": 1} | {"a": 2, "b": 3}, {1: 1}.__or__([]))  # expect: {'a': 2, 'b': 3} NotImplemented
d |= [("q", 1)]; print(d["q"])  # expect: 1
d.update(5)  # raises: TypeError: 'int' object is not iterable
d.update([1])  # raises: TypeError: cannot convert dictionary update sequence element #0 to a sequence
d | [("a", 1)]  # raises: TypeError: unsupported operand type(s) for |: 'dict' and 'list'
d |= 5  # raises: TypeError: 'int' object is not iterable
