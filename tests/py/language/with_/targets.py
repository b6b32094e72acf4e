class M:
    def __init__(self, v): self.v = v
    def __enter__(self): return self.v
    def __exit__(self, *a): pass
d = {}
with M((1, 2)) as (a, b), M(3) as d["k"], M([4, 5, 6]) as [x, *y]:
    print(a, b, d, x, y)  # expect: 1 2 {'k': 3} 4 [5, 6]
with (M(1) as p, M(2) as q,):
    print(p, q)  # expect: 1 2
with (M(7)) as r: print(r)  # expect: 7
with M(1), M(2): pass
