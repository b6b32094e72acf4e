class M(type): pass
class N(type): pass
class A(metaclass=M): pass
class B(metaclass=N): pass
class C(A, B): pass  # raises: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
class D(metaclass=5): pass  # raises: TypeError: 'int' object is not callable
class P(type):
    @classmethod
    def __prepare__(m, n, b): return 5
class E(metaclass=P): pass  # raises: TypeError: P.__prepare__() must return a mapping, not int
class F(A, unknown=1): pass  # raises: TypeError: F.__init_subclass__() takes no keyword arguments
class G(metaclass=lambda n, b, ns: "not a class"): pass
print(G)  # expect: not a class
