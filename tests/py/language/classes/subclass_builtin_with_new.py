class P(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda s: s[0])
p = P(1, 2)
print(p, p.x, type(p).__name__, p + (3,), isinstance(p, tuple))  # expect: (1, 2) 1 P (1, 2, 3) True
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
print(I(5) + 1, type(I(5) + 1).__name__, I(5) * 2, type(I(5) * 2).__name__)  # expect: 106 I 10 int
