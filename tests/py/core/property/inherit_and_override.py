class A:
    @property
    def v(self): return "A"
class B(A):
    @property
    def v(self): return "B" + super().v
class C(A):
    v = "plain"
print(B().v, C().v)  # expect: BA plain
C().v = 1
print(A.v.fget(None))  # expect: A
