d = {"a": 1, "b": 2}
print(d.pop("a"), d.pop("z", None), d.setdefault("b", 9), d.setdefault("c"), d.setdefault("d", []), d, d.popitem())
# expect: 1 None 2 None [] {'b': 2, 'c': None} ('d', [])
{}.popitem()  # raises: KeyError: 'popitem(): dictionary is empty'
d.pop("zz")  # raises: KeyError: 'zz'
d.pop()  # raises: TypeError: pop expected at least 1 argument, got 0
d.popitem(1)  # raises: TypeError: dict.popitem() takes no arguments (1 given)
