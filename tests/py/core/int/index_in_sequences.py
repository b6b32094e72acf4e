class I:
    def __init__(self, i): self.i = i
    def __index__(self): return self.i
print("abc"[I(1)], [1, 2, 3][I(-1)], (1, 2)[I(0)], range(10)[I(3)], b"ab"[I(1)], "ab" * I(2), chr(I(65)), hex(I(10)))
# expect: b 3 1 3 98 abab A 0xa
[1][2 ** 100]  # raises: IndexError: cannot fit 'int' into an index-sized integer
[1][-2 ** 100]  # raises: IndexError: cannot fit 'int' into an index-sized integer
"a"[I(2 ** 70)]  # raises: IndexError: cannot fit 'I' into an index-sized integer
print([1, 2, 3][-2 ** 100:2 ** 100], "abc"[2 ** 70:])  # expect: [1, 2, 3]
