class I:
    def __index__(self): return 3
print(range(I()), list(range(I(), 6)), range(True))  # expect: range(0, 3) [3, 4, 5] range(0, 1)
it = iter(range(3))
print(next(it), it.__length_hint__(), type(it).__name__, type(iter(range(2 ** 70))).__name__, list(it))
# expect: 0 2 range_iterator longrange_iterator [1, 2]
print(iter(range(5)).__reduce__()[1])  # expect: (range(0, 5),)
