d = {"a": [1]}
c = d.copy()
c["a"].append(2); c["b"] = 1
print(d, c, d.clear(), d, type(c).__name__)  # expect: {} {'a': [1, 2], 'b': 1} None {} dict
class S(dict): pass
print(type(S().copy()).__name__, type(S() | {}).__name__)  # expect: dict dict
