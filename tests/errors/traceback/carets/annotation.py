def f(a: nope): pass
