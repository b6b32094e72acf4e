def f(a: int, b: str = "x", *c, d: "q" = 1, **e) -> float:
    "doc"
f.tag = 5
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.tag)  # expect: f f doc __main__ 5
print(f.__annotations__, f.__dict__, f.__defaults__, f.__kwdefaults__)
# expect: {'a': <class 'int'>, 'b': <class 'str'>, 'd': 'q', 'return': <class 'float'>} {'tag': 5} ('x',) {'d': 1}
f.__name__ = "g"; f.__qualname__ = "h.g"; f.__doc__ = None
print(f.__name__, f.__qualname__, f.__doc__, callable(f), f.__globals__ is globals())  # expect: g h.g None True True
f.__name__ = 5  # raises: TypeError: __name__ must be set to a string object
f.__qualname__ = None  # raises: TypeError: __qualname__ must be set to a string object
f.__code__ = 1  # raises: TypeError: __code__ must be set to a code object
f.__defaults__ = 1  # raises: TypeError: __defaults__ must be set to a tuple object
f.__kwdefaults__ = 1  # raises: TypeError: __kwdefaults__ must be set to a dict object
f.__dict__ = 1  # raises: TypeError: __dict__ must be set to a dictionary, not a 'int'
f.__globals__ = {}  # raises: AttributeError: readonly attribute
