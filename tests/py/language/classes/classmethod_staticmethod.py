class A:
    @classmethod
    def c(cls, x): return cls.__name__, x
    @staticmethod
    def s(x): return x
    n = staticmethod(len)
class B(A): pass
print(A.c(1), B().c(2), A.s(3), A().s(4), A().n("abc"))  # expect: ('A', 1) ('B', 2) 3 4 3
print(type(A.__dict__["c"]).__name__, type(A.__dict__["s"]).__name__, A.__dict__["c"].__func__.__name__)
# expect: classmethod staticmethod c
print(A.__dict__["s"](9), A.c.__self__ is A)  # expect: 9 True
