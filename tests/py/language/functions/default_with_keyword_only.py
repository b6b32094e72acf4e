def f(a, b=2, *, c, d=4): return a, b, c, d
print(f(1, c=3), f(1, 5, d=6, c=7), f.__defaults__, f.__kwdefaults__)  # expect: (1, 2, 3, 4) (1, 5, 7, 6) (2,) {'d': 4}
f.__defaults__ = (8, 9)
f.__kwdefaults__ = {"c": 10}
print(f(d=1), f(0, d=2))  # expect: (8, 9, 10, 1) (0, 9, 10, 2)
