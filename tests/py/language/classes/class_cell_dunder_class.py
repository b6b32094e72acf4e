class A:
    def k(self): return __class__
    l = lambda self: __class__
class B(A): pass
print(B().k() is A, B().l() is A)  # expect: True True
def f(): return __class__
f()  # raises: NameError: name '__class__' is not defined
