def f():
    try: raise ValueError("v")
    except ValueError as e:
        g = lambda: e
        print(repr(g()))
    return g
g = f()  # expect: ValueError('v')
g()  # raises: NameError: cannot access free variable 'e' where it is not associated with a value in enclosing scope
