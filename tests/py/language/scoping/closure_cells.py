def f(a, b):
    def g(): return a + c
    c = 10
    return g
g = f(1, 2)
print(g.__closure__[0].cell_contents, g.__closure__[1].cell_contents, g.__code__.co_freevars)  # expect: 1 10 ('a', 'c')
g.__closure__[1].cell_contents = 99
print(g(), f.__code__.co_cellvars, f.__closure__)  # expect: 100 ('a', 'c') None
