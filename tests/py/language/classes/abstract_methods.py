from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): return "base"
    @property
    @abstractmethod
    def p(self): ...
class B(A):
    def f(self): return super().f()
class C(B): p = 1
print(C().f(), sorted(A.__abstractmethods__))  # expect: base ['f', 'p']
A()  # raises: TypeError: Can't instantiate abstract class A with abstract methods f, p
B()  # raises: TypeError: Can't instantiate abstract class B with abstract method p
