class It:
    def __iter__(self):
        yield 1
        yield 2
a, b = It()
print(a, b)  # expect: 1 2
a, b = {"k": 1, "l": 2}
print(a, b)  # expect: k l
a, b, c = "abc"
print(c, b, a)  # expect: c b a
class Seq:
    def __getitem__(self, i):
        if i < 2: return i * 10
        raise IndexError
a, b = Seq()
print(a, b)  # expect: 0 10
