class A:
    x = 1
class B(A):
    def f(self): return super()
s = B().f()
print(repr(s)[:29], s.x, s.__thisclass__.__name__, s.__self_class__.__name__, type(s).__name__, super(B).__self__)
# expect: <super: <class 'B'>, <B objec 1 B B super None
print(super(B, B()).__class__.__name__ if 0 else "ok", hasattr(super(B, B()), "zz"))  # expect: ok False
super(1, 2, 3)  # raises: TypeError: super() expected at most 2 arguments, got 3
super(B)()  # raises: TypeError: 'super' object is not callable
