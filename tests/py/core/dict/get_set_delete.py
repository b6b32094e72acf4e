d = {"a": 1}
d["b"] = 2; d["a"] = 3
print(d["a"], d.get("z"), d.get("z", 5), "a" in d, "z" in d, len(d))  # expect: 3 None 5 True False 2
del d["a"]
print(d)  # expect: {'b': 2}
d["nope"]  # raises: KeyError: 'nope'
del d["nope"]  # raises: KeyError: 'nope'
d[[]]  # raises: TypeError: unhashable type: 'list'
d[[]] = 1  # raises: TypeError: unhashable type: 'list'
d.get([])  # raises: TypeError: unhashable type: 'list'
[] in d  # raises: TypeError: unhashable type: 'list'
