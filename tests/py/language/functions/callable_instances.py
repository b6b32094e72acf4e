class A:
    def __call__(self, *a, **k): return a, k
a = A()
print(a(1, x=2), callable(a), callable(A), callable(5))  # expect: ((1,), {'x': 2}) True True False
a.__call__ = lambda: "instance"
print(a())  # expect: ((), {})
class B:
    __call__ = None
B()()  # raises: TypeError: 'NoneType' object is not callable
