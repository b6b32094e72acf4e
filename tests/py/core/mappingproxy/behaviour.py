class A: x = 1
d = A.__dict__
print(type(d).__name__, d["x"], "x" in d, d.get("zz", 5), len(d) > 1, isinstance(d.copy(), dict))
# expect: mappingproxy 1 True 5 True True
import types
p = types.MappingProxyType({"a": 1})
print(p, p == {"a": 1}, list(p), p | {"b": 2}, list(p.items()), list(reversed(p)))
# expect: {'a': 1} True ['a'] {'a': 1, 'b': 2} [('a', 1)] ['a']
d["y"] = 1  # raises: TypeError: 'mappingproxy' object does not support item assignment
del d["x"]  # raises: TypeError: 'mappingproxy' object does not support item deletion
p.clear()  # raises: AttributeError: 'mappingproxy' object has no attribute 'clear'
types.MappingProxyType(5)  # raises: TypeError: mappingproxy() argument must be a mapping, not int
p["zz"]  # raises: KeyError: 'zz'
hash(p)  # raises: TypeError: unhashable type: 'mappingproxy'
