class R:
    def __reversed__(self): return "custom"
class S:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10
class N:
    __reversed__ = None
print(reversed(R()), list(reversed(S())), list(reversed({1: 2, 3: 4})), list(reversed("ab")), list(reversed(range(3))))
# expect: custom [20, 10, 0] [3, 1] ['b', 'a'] [2, 1, 0]
reversed(5)  # raises: TypeError: 'int' object is not reversible
reversed({1})  # raises: TypeError: 'set' object is not reversible
reversed(N())  # raises: TypeError: 'N' object is not reversible
