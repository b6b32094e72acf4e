def f(5): pass
