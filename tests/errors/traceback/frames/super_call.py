class A:
    def f(self): raise NotImplementedError
class B(A):
    def f(self): super().f()
B().f()
