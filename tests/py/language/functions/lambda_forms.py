print((lambda: 1)(), (lambda x, /, y=2, *a, k, **kw: (x, y, a, k, kw))(1, k=5, z=6))
# expect: 1 (1, 2, (), 5, {'z': 6})
print((lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda *, a: a)(a=3))  # expect: (1, 2) {'a': 1} 3
f = lambda x: lambda y: x + y
print(f(1)(2), f.__name__, f(1).__qualname__)  # expect: 3 <lambda> <lambda>.<locals>.<lambda>
print([g(3) for g in (lambda x: x, lambda x: x * x)])  # expect: [3, 9]
print((lambda x=(lambda: 5): x())())  # expect: 5
