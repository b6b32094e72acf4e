def make(n):
    class Local:
        v = n
        def get(self): return n
    return Local
A, B = make(1), make(2)
print(A.v, B().get(), A is B, A.__qualname__, A.__name__)  # expect: 1 2 False make.<locals>.Local Local
