class A:
    __slots__ = "x"
class B(A):
    __slots__ = ["y"]
class C(B): pass
b = B(); b.x, b.y = 1, 2
c = C(); c.x, c.z = 3, 4
print(b.x, b.y, c.x, c.z, vars(c))  # expect: 1 2 3 4 {'z': 4}
class D(A):
    __slots__ = ("__dict__", "__weakref__")
d = D(); d.q = 5
print(vars(d))  # expect: {'q': 5}
