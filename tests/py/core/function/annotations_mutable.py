def f(a: int): pass
f.__annotations__["b"] = str
print(f.__annotations__)  # expect: {'a': <class 'int'>, 'b': <class 'str'>}
f.__annotations__ = {"c": 1}
print(f.__annotations__)  # expect: {'c': 1}
del f.__annotations__
print(f.__annotations__)  # expect: {}
f.__annotations__ = 5  # raises: TypeError: __annotations__ must be set to a dict object
