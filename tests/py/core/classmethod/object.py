class A:
    @classmethod
    def f(cls, x=1): "doc"; return cls, x
c = A.__dict__["f"]
print(c.__func__.__name__, c.__wrapped__ is c.__func__, c.__doc__, c.__name__, c.__get__(None, int)()[0], c.__get__(5)()[0])
# expect: f True doc f <class 'int'> <class 'int'>
print(repr(A.f), classmethod(5).__func__)  # expect: <bound method A.f of <class '__main__.A'>> 5
A.__dict__["f"]()  # raises: TypeError: 'classmethod' object is not callable
classmethod()  # raises: TypeError: classmethod expected 1 argument, got 0
