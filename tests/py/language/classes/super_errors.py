class A:
    @staticmethod
    def s(): return super()
    def f(self):
        self2 = self
        del self
        super()
def g(x): super()
A.s()  # raises: RuntimeError: super(): no arguments
A().f()  # raises: RuntimeError: super(): arg[0] deleted
g(1)  # raises: RuntimeError: super(): __class__ cell not found
class B:
    def m(): super()
B.m()  # raises: RuntimeError: super(): no arguments
