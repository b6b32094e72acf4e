class A:
    def f(self): return "A.f"
    def g(self): return "A.g " + self.f()
class B(A):
    def f(self): return "B.f " + super().f()
print(B().g(), issubclass(B, A), isinstance(B(), A), B.__bases__, B.__base__ is A)
# expect: A.g B.f A.f True True (<class '__main__.A'>,) True
