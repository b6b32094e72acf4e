def f(a, b=2): return a + b
def g(x, y=5): return x * y
f.__code__ = g.__code__
print(f(3), f(3, 4))  # expect: 6 12
def h():
    x = 1
    return lambda: x
f.__code__ = h().__code__  # raises: ValueError: f() requires a code object with 0 free vars, not 1
