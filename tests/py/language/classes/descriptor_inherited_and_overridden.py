class D:
    def __get__(self, o, t): return t.__name__
class A: x = D()
class B(A): pass
class C(B): x = "plain"
print(A.x, B().x, C.x, C().x)  # expect: A B plain plain
