def f(a, b, c, d): pass
f()  # raises: TypeError: f() missing 4 required positional arguments: 'a', 'b', 'c', and 'd'
def g(a, b, c, d, e=1): pass
g(b=1)  # raises: TypeError: g() missing 3 required positional arguments: 'a', 'c', and 'd'
