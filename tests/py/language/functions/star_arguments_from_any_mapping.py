class M:
    def keys(self): return ["a", "b"]
    def __getitem__(self, k): return k * 2
def f(**k): return k
print(f(**M()), f(x=1, **M(), y=2))  # expect: {'a': 'aa', 'b': 'bb'} {'x': 1, 'a': 'aa', 'b': 'bb', 'y': 2}
class It:
    def __iter__(self): return iter((7, 8))
def g(*a): return a
print(g(*It(), *It()), g(*(i for i in range(2))))  # expect: (7, 8, 7, 8) (0, 1)
