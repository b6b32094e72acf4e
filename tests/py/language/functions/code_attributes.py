def f(a, b, /, c, *d, e, **g):
    x = y = 1
    return lambda: x
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals)
# expect: f f 3 2 1 7
print(c.co_varnames, c.co_cellvars, c.co_freevars, c.co_names, c.co_firstlineno, c.co_flags & 0xC)
# expect: ('a', 'b', 'c', 'e', 'd', 'g', 'y') ('x',) () () 1 12
print(c.co_filename == __file__, type(c).__name__)  # expect: True code
