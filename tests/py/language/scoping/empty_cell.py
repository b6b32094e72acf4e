def f():
    def g(): return x
    print(g.__closure__[0] == g.__closure__[0])
    try:
        g.__closure__[0].cell_contents
    except ValueError as e:
        print(e)
    x = 1
    del x
    return g
g = f()
# expect: True
# expect: Cell is empty
g()  # raises: NameError: cannot access free variable 'x' where it is not associated with a value in enclosing scope
