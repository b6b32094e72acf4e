class A:
    def f(self): return "A.f"
class B(A):
    def f(self): return "B" + self.__super.f()
B._B__super = super(B)
print(B().f())  # expect: BA.f
class C:
    @classmethod
    def make(cls): return cls.__name__
class D(C):
    @classmethod
    def make(cls): return "D+" + super().make()
print(D.make(), D().make())  # expect: D+D D+D
