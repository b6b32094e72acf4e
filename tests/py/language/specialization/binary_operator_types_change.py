def add(a, b): return a + b
for _ in range(3):
    for a, b in [(1, 2), (1.5, 2), (2, 1.5), (1.5, 2.5), ("a", "b"), ([1], [2]), (2 ** 61, 2 ** 61), (True, 1), ((1,), ()), (1j, 1)]:
        r = add(a, b)
        if _ == 2: print(r, end=" ")  # expect: 3 3.5 3.5 4.0 ab [1, 2] 4611686018427387904 2 (1,) (1+1j)
print()
try: add(1, "a")
except TypeError as e: print(e)  # expect: unsupported operand type(s) for +: 'int' and 'str'
print(add(3, 4))  # expect: 7
