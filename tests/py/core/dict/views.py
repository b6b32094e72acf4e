d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i)
# expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)]) 2 True True True False
d["c"] = 3
print(list(k), list(v), list(i), list(reversed(k)), list(reversed(v)), list(reversed(i)))
# expect: ['a', 'b', 'c'] [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)] ['c', 'b', 'a'] [3, 2, 1] [('c', 3), ('b', 2), ('a', 1)]
print(k.mapping, type(k).__name__, type(v).__name__, type(i).__name__, k.mapping["a"])
# expect: {'a': 1, 'b': 2, 'c': 3} dict_keys dict_values dict_items 1
k[0]  # raises: TypeError: 'dict_keys' object is not subscriptable
