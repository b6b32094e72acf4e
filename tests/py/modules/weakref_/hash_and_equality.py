import weakref
class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
a, b = A(1), A(1)
r, s = weakref.ref(a), weakref.ref(b)
print(r == s, hash(r) == hash(a), r != s)  # expect: True True False
t = weakref.ref(b)
h = hash(r)
del a
print(hash(r) == h, r == s, r == r)  # expect: True False True
u = A(5); v = weakref.ref(u); del u
hash(v)  # raises: TypeError: weak object has gone away
