class M(type):
    def __instancecheck__(cls, o): return o == 1
    def __subclasscheck__(cls, o): return o is str
class A(metaclass=M): pass
print(isinstance(1, A), isinstance(2, A), issubclass(str, A), issubclass(int, A), isinstance(A(), A))
# expect: True False True False True
