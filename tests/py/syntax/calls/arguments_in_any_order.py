def f(*args, **kw): return args, kw
print(f(1, *[2], 3, k=4, *[5], **{"z": 6}, j=7))  # expect: ((1, 2, 3, 5), {'k': 4, 'z': 6, 'j': 7})
print(f(x for x in "ab")[0][0].__name__)  # expect: <genexpr>
print(f(a := 1, (b := 2)), f(*(), **{},))  # expect: ((1, 2), {}) ((), {})
def g(a, /, b=1, *c, d, e=2, **h): return a, b, c, d, e, h
print(g(1, d=2), g(1, 2, 3, d=4, a=5))  # expect: (1, 1, (), 2, 2, {}) (1, 2, (3,), 4, 2, {'a': 5})
print((lambda a, /, *, b=1: (a, b))(1))  # expect: (1, 1)
