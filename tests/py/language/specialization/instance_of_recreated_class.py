def make(n):
    class A:
        def __init__(self): self.v = n
        def get(self): return self.v, n
    return A
def use(cls):
    o = cls()
    return o.get(), o.v
print([use(make(i)) for i in range(6)])
# expect: [((0, 0), 0), ((1, 1), 1), ((2, 2), 2), ((3, 3), 3), ((4, 4), 4), ((5, 5), 5)]
