class A:
    def __class_getitem__(cls, k): return (cls.__name__, k)
class B(A): pass
print(A[1], B[1, 2], B["x"])  # expect: ('A', 1) ('B', (1, 2)) ('B', 'x')
class C: pass
C[1]  # raises: TypeError: type 'C' is not subscriptable
C()[1]  # raises: TypeError: 'C' object is not subscriptable
