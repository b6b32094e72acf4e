class A:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"A{self.v}"
print(sorted([A(2), A(1), A(3)]), max([A(1)]), sorted([A(1), A(2)], reverse=True))  # expect: [A1, A2, A3] A1 [A2, A1]
