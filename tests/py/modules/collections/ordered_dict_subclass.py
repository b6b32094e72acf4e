from collections import OrderedDict
class D(OrderedDict):
    log = []
    def __setitem__(self, key, value):
        D.log.append(("set", key))
        super().__setitem__(key, value)
    def __delitem__(self, key):
        D.log.append(("del", key))
        super().__delitem__(key)
    def __getitem__(self, key):
        D.log.append(("get", key))
        return super().__getitem__(key)
d = D(a=1, b=2)
d.update({"c": 3})
print(d.pop("a"), d.popitem(), d.setdefault("z", 9), D.log)
# expect: 1 ('c', 3) 9 [('set', 'a'), ('set', 'b'), ('set', 'c'), ('set', 'z')]
D.log.clear()
c = d.copy()
print(type(c).__name__, c, list(d.items()), D.log)
# expect: D D([('b', 2), ('z', 9)]) [('b', 2), ('z', 9)] [('get', 'b'), ('set', 'b'), ('get', 'z'), ('set', 'z')]
d.x = 5
print(d.__dict__, d | {"q": 1}, {"q": 1} | d, d == {"z": 9, "b": 2}, d == OrderedDict(z=9, b=2))
# expect: {'x': 5} D([('b', 2), ('z', 9), ('q', 1)]) D([('q', 1), ('b', 2), ('z', 9)]) True False
