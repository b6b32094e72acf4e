import weakref, gc
class K:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"K{self.n}"
ks = [K(i) for i in range(3)]
d = weakref.WeakKeyDictionary({k: k.n for k in ks})
v = weakref.WeakValueDictionary({k.n: k for k in ks})
s = weakref.WeakSet(ks)
print(len(d), len(v), len(s), d[ks[1]], v[2], ks[0] in s)  # expect: 3 3 3 1 K2 True
del ks[1]
print(len(d), len(v), len(s), sorted(v), 1 in v)  # expect: 2 2 2 [0, 2] False
v[1]  # raises: KeyError: 1
