def f(a, b=0): pass
f(1, a=2)  # raises: TypeError: f() got multiple values for argument 'a'
f(1, **{"a": 2})  # raises: TypeError: f() got multiple values for argument 'a'
f(*(1,), a=1)  # raises: TypeError: f() got multiple values for argument 'a'
f(b=1, **{"b": 2})  # raises: TypeError: __main__.f() got multiple values for keyword argument 'b'
f(**{"a": 1}, **{"a": 2})  # raises: TypeError: __main__.f() got multiple values for keyword argument 'a'
