class A:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
print(hash(A(2 ** 61 - 1)), hash(A(2 ** 64)), hash(A(-1)), hash(A(-2)), hash(A(True)))
# expect: 2305843009213693951 8 -2 -2 1
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2))  # expect: 0 1 -2 -2
