class M(type):
    def __call__(cls): return 1 / 0
class A(metaclass=M): pass
A()
