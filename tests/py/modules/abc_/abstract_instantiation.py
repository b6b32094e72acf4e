from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def a(self): pass
class B(ABC):
    @abstractmethod
    def a(self): pass
    @abstractmethod
    def b(self): pass
class C(A):
    @classmethod
    @abstractmethod
    def c(cls): pass
print(A.__abstractmethods__, sorted(B.__abstractmethods__), sorted(C.__abstractmethods__), A.a.__isabstractmethod__)
# expect: frozenset({'a'}) ['a', 'b'] ['a', 'c'] True
A()  # raises: TypeError: Can't instantiate abstract class A with abstract method a
B()  # raises: TypeError: Can't instantiate abstract class B with abstract methods a, b
class D(A): a = 1
D()
A.__abstractmethods__ = frozenset()
A()
print("ok")  # expect: ok
