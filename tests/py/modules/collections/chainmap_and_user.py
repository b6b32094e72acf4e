from collections import ChainMap, UserDict, UserList, UserString
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 9
print(m["a"], m["b"], dict(m) == {"a": 1, "b": 3, "c": 9}, m.maps, len(m), m.new_child({"a": 0})["a"], m.parents["a"])
# expect: 1 3 True [{'a': 1, 'c': 9}, {'a': 2, 'b': 3}] 3 0 2
class D(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
print(D(a=1), UserList([1]) + [2], UserString("ab") + "c")  # expect: {'a': 2} [1, 2] abc
m["zz"]  # raises: KeyError: 'zz'
