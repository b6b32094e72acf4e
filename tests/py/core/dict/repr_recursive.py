d = {}
d["self"] = d
print(d, {"l": [d]})  # expect: {'self': {...}} {'l': [{'self': {...}}]}
print({1: "a", "k": None, (1, 2): [3], 1.5: {}, b"x": ...})
# expect: {1: 'a', 'k': None, (1, 2): [3], 1.5: {}, b'x': Ellipsis}
