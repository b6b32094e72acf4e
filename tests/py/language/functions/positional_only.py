def f(a, b=2, /, c=3, *, d=4): return a, b, c, d
print(f(1), f(1, 5, 6, d=7), f(1, c=9))  # expect: (1, 2, 3, 4) (1, 5, 6, 7) (1, 2, 9, 4)
def g(a, /, **k): return a, k
print(g(1, a=2))  # expect: (1, {'a': 2})
f(a=1)  # raises: TypeError: f() got some positional-only arguments passed as keyword arguments: 'a'
f(1, b=2)  # raises: TypeError: f() got some positional-only arguments passed as keyword arguments: 'b'
f(1, 2, 3, 4)  # raises: TypeError: f() takes from 1 to 3 positional arguments but 4 were given
def h(x, y, /): pass
h(x=1, y=2)  # raises: TypeError: h() got some positional-only arguments passed as keyword arguments: 'x, y'
