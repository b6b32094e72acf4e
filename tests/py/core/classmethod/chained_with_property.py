class A:
    _n = 5
    @classmethod
    @property
    def n(cls): return cls._n
class B(A): _n = 6
print(A.n, B.n, B().n)  # expect: 5 6 6
