def f():
    import sys as s, math
    from math import pi as p
    return s.__name__, math.__name__, p
print(f())  # expect: ('sys', 'math', 3.141592653589793)
math  # raises: NameError: name 'math' is not defined
