from collections import defaultdict
d = defaultdict(list)
d["a"].append(1); d["a"].append(2)
print(d, d["b"], len(d), d.get("zz"), "zz" in d, d.default_factory, defaultdict(int, x=1), dict(d), d.copy() == d)
# expect: defaultdict(<class 'list'>, {'a': [1, 2], 'b': []}) [] 2 None False <class 'list'> defaultdict(<class 'int'>, {'x': 1}) {'a': [1, 2], 'b': []} True
n = defaultdict()
print(n, d | {"q": 1}, type(d | {}).__name__, repr(defaultdict(None, {1: 2})))
# expect: defaultdict(None, {}) defaultdict(<class 'list'>, {'a': [1, 2], 'b': [], 'q': 1}) defaultdict defaultdict(None, {1: 2})
n["x"]  # raises: KeyError: 'x'
defaultdict(5)  # raises: TypeError: first argument must be callable or None
d.__missing__([])  # raises: TypeError: unhashable type: 'list'
