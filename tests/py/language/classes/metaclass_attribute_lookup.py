class M(type):
    x = "meta"
    y = "meta"
    @property
    def p(cls): return "prop " + cls.__name__
    def __len__(cls): return 7
    def __getattr__(cls, n): return "dyn " + n
    def __contains__(cls, v): return v == 1
    def __iter__(cls): return iter("ab")
    def __getitem__(cls, k): return ("item", k)
class A(metaclass=M):
    x = "class"
print(A.x, A.y, A.p, len(A), A.zzz, 1 in A, list(A), A[3])
# expect: class meta prop A 7 dyn zzz True ['a', 'b'] ('item', 3)
A().y  # raises: AttributeError: 'A' object has no attribute 'y'
