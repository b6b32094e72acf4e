class A:
    @property
    def p(self): return "A.p"
class B(A):
    @property
    def p(self): return "B " + super().p
print(B().p)  # expect: B A.p
super(B, B()).p = 1  # raises: AttributeError: 'super' object has no attribute 'p'
super(B, B()).q = 1  # raises: AttributeError: 'super' object has no attribute 'q'
