import reprlib
print(reprlib.repr(list(range(20))), reprlib.repr("x" * 50), reprlib.repr({i: i for i in range(9)}))
# expect: [0, 1, 2, 3, 4, 5, ...] 'xxxxxxxxxxxx...xxxxxxxxxxxxx' {0: 0, 1: 1, 2: 2, 3: 3, ...}
class L:
    def __init__(self): self.items = [self]
    @reprlib.recursive_repr()
    def __repr__(self): return f"L({self.items})"
print(L())  # expect: L([...])
