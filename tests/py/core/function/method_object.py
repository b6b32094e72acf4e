class A:
    def m(self): "doc"; return self
a = A()
m = a.m
print(m.__self__ is a, m.__func__ is A.m, m.__doc__, m.__name__, m.__qualname__, m() is a, type(m).__name__)
# expect: True True doc m A.m True method
import types
b = types.MethodType(len, [1, 2])
print(b(), b.__self__, b == types.MethodType(len, [1, 2]), types.MethodType(len, [1]) == types.MethodType(len, [1]))
# expect: 2 [1, 2] False False
m.x = 1  # raises: AttributeError: 'method' object has no attribute 'x'
types.MethodType(5, 1)  # raises: TypeError: first argument must be callable
types.MethodType(len, None)  # raises: TypeError: instance must not be None
types.MethodType()  # raises: TypeError: method expected 2 arguments, got 0
