from abc import ABC, ABCMeta
class A(ABC): pass
class B: pass
print(isinstance(B(), A), A.register(B) is B, isinstance(B(), A), issubclass(B, A))  # expect: False True True True
class C(B): pass
print(issubclass(C, A), type(A) is ABCMeta)  # expect: True True
class H(ABC):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack") or NotImplemented
class D: quack = 1
print(issubclass(D, H), issubclass(B, H))  # expect: True False
A.register(5)  # raises: TypeError: Can only register classes
D.register  # raises: AttributeError: type object 'D' has no attribute 'register'
