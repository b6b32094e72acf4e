class I(int):
    def __repr__(self): return f"I({int(self)})"
    def __add__(self, o): return I(int.__add__(self, o))
i = I(5)
print(i, i + 1, i * 2, type(i * 2).__name__, i == 5, {5: "v"}[i], [0] * 0 + [1, 2, 3, 4, 5, 6][i:], str(i), f"{i}", "%d" % i, i.real, type(i.real).__name__)
# expect: I(5) I(6) 10 int True v [6] I(5) I(5) 5 5 int
i.tag = "t"
print(i.tag, isinstance(i, int), int(i), type(int(i)).__name__, sum([i, i]), -i, type(+i).__name__)
# expect: t True 5 int 10 -5 int
