class A(int):
    def __radd__(self, o): return "A.radd"
class B(float): pass
print(1 + A(2), A(1) + 2, 1.5 + A(1), B(1.5) + 1)  # expect: A.radd 3 2.5 2.5
class L:
    def __add__(self, o): return "L.add"
    def __radd__(self, o): return "L.radd"
class M(L):
    def __radd__(self, o): return "M.radd"
class N(L): pass
print(L() + M(), L() + N(), M() + L(), L() + L(), 1 + L())  # expect: M.radd L.add L.add L.add L.radd
