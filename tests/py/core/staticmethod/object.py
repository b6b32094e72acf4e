s = staticmethod(len)
print(s("abc"), s.__func__ is len, s.__wrapped__ is len, s.__name__, s.__get__(1, 2) is len, repr(s))
# expect: 3 True True len True <staticmethod(<built-in function len>)>
class A:
    f = staticmethod(lambda x: x)
print(A.f(1), A().f(2), A.__dict__["f"](3))  # expect: 1 2 3
staticmethod()  # raises: TypeError: staticmethod expected 1 argument, got 0
