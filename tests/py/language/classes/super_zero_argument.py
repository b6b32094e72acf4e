class A:
    def m(self): return "A"
    @classmethod
    def c(cls): return "A" + cls.__name__
    @staticmethod
    def s(): return "As"
class B(A):
    def m(self): return super().m() + "B"
    @classmethod
    def c(cls): return super().c() + "B"
    def comp(self): return [super(B, self).m() for _ in range(1)]
    def s(self): return super().s()
print(B().m(), B.c(), B().comp(), B().s())  # expect: AB ABB ['A'] As
