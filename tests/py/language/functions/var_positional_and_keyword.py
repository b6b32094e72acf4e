def f(*args, **kwargs): return args, kwargs
print(f(), f(1, 2), f(a=1), f(1, *[2, 3], b=4, **{"c": 5}))
# expect: ((), {}) ((1, 2), {}) ((), {'a': 1}) ((1, 2, 3), {'b': 4, 'c': 5})
def g(a, *args, b, **kw): return a, args, b, kw
print(g(1, 2, 3, b=4, z=5))  # expect: (1, (2, 3), 4, {'z': 5})
def h(*, a): return a
print(h(a=1), h(**{"a": 2}))  # expect: 1 2
