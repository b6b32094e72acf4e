def f(x, *a, k=3, **kw):
    def g():
        nonlocal x, a, k
        x += 1
        a = a + (x,)
        return x, a, k, kw
    return g
g = f(1, 2, z=4)
print(g(), g())  # expect: (2, (2, 2), 3, {'z': 4}) (3, (2, 2, 3), 3, {'z': 4})
