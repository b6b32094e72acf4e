def f(a, b, c): pass
f()  # raises: TypeError: f() missing 3 required positional arguments: 'a', 'b', and 'c'
f(1)  # raises: TypeError: f() missing 2 required positional arguments: 'b' and 'c'
f(1, 2)  # raises: TypeError: f() missing 1 required positional argument: 'c'
f(b=1)  # raises: TypeError: f() missing 2 required positional arguments: 'a' and 'c'
def g(*, a, b, c): pass
g()  # raises: TypeError: g() missing 3 required keyword-only arguments: 'a', 'b', and 'c'
g(a=1)  # raises: TypeError: g() missing 2 required keyword-only arguments: 'b' and 'c'
g(a=1, b=2)  # raises: TypeError: g() missing 1 required keyword-only argument: 'c'
def h(a, *, b): pass
h()  # raises: TypeError: h() missing 1 required positional argument: 'a'
