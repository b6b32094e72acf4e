class A:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): print("deleted")
a = A()
a.x = 5
print(a.x, A.x.__doc__, A.x.fget.__name__, type(A.x).__name__)  # expect: 10 the x x property
del a.x  # expect: deleted
class B(A):
    @A.x.getter
    def x(self): return "B"
print(B().x)  # expect: B
