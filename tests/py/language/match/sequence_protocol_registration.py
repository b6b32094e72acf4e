import collections.abc
class S(collections.abc.Sequence):
    def __len__(self): return 2
    def __getitem__(self, i): return "ab"[i]
match S():
    case [x, y]: print(x, y)  # expect: a b
class M(collections.abc.Mapping):
    def __len__(self): return 1
    def __iter__(self): return iter("k")
    def __getitem__(self, k):
        if k == "k": return 9
        raise KeyError(k)
match M():
    case {"k": v, **r}: print(v, r)  # expect: 9 {}
