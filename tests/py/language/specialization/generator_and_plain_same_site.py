def g():
    yield 1
    yield 2
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration
        return self.n
def s(it): return sum(x for x in it)
print([s(f()) for f in (g, It, lambda: [1, 2], g, It, lambda: (3,))])  # expect: [3, 3, 3, 3, 3, 3]
