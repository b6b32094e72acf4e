class A: pass
a = A()
A.f = lambda self, x: (self is a, x)
print(a.f(1))  # expect: (True, 1)
A.__len__ = lambda self: 3
print(len(a), bool(a))  # expect: 3 True
del A.__len__
len(a)  # raises: TypeError: object of type 'A' has no len()
