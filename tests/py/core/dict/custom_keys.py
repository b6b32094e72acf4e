class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"K{self.v}"
d = {K(i): i for i in range(5)}
print(d[K(3)], K(9) in d, len(d), d)  # expect: 3 False 5 {K0: 0, K1: 1, K2: 2, K3: 3, K4: 4}
del d[K(2)]
print(list(d), d.get(K(4)))  # expect: [K0, K1, K3, K4] 4
