import types
def f(a, b=1): return a + b + g
g = 10
h = types.FunctionType(f.__code__, {"g": 100}, "renamed", (5,))
print(h(1), h.__name__, h.__defaults__, types.FunctionType is type(f), types.LambdaType is type(f))
# expect: 106 renamed (5,) True True
def outer():
    x = 3
    return lambda: x
inner = outer()
print(types.FunctionType(inner.__code__, {}, None, None, inner.__closure__)())  # expect: 3
types.FunctionType(inner.__code__, {})  # raises: TypeError: arg 5 (closure) must be tuple
types.FunctionType(5, {})  # raises: TypeError: function() argument 'code' must be code, not int
types.FunctionType(f.__code__, 5)  # raises: TypeError: function() argument 'globals' must be dict, not int
