from collections import OrderedDict
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); print(o); o.move_to_end("c", last=False); print(list(o))
# expect: OrderedDict([('b', 2), ('c', 3), ('a', 1)])
# expect: ['c', 'b', 'a']
print(o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, list(reversed(OrderedDict(x=1, y=2))))
# expect: ('a', 1) ('c', 3) OrderedDict([('b', 2)]) False True ['y', 'x']
print(OrderedDict(), OrderedDict.fromkeys("ab", 0), o | {"z": 1}, o.pop("b", "gone"), o.setdefault("n", 5), o.copy())
# expect: OrderedDict() OrderedDict([('a', 0), ('b', 0)]) OrderedDict([('b', 2), ('z', 1)]) 2 5 OrderedDict([('n', 5)])
o.move_to_end("zz")  # raises: KeyError: 'zz'
OrderedDict().popitem()  # raises: KeyError: 'dictionary is empty'
o.pop("zz")  # raises: KeyError: 'zz'
