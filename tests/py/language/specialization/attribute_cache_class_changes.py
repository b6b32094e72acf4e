class A: pass
a = A()
A.v = 1
def get(): return a.v
print([get() for _ in range(5)])  # expect: [1, 1, 1, 1, 1]
A.v = 2; print(get())  # expect: 2
a.v = 3; print(get())  # expect: 3
del a.v; print(get())  # expect: 2
A.v = property(lambda s: 4); print(get())  # expect: 4
del A.v
class B: v = 5
A.__bases__  # type stays
a.__class__ = B; print(get())  # expect: 5
B.v = 6; print(get())  # expect: 6
