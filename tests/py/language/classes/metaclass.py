class M(type):
    def __new__(m, name, bases, ns, **kw):
        ns["made_by"] = m.__name__
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        cls.kw = kw
    def __call__(cls, *a):
        return ("called", super().__call__(*a))
    def hello(cls): return "hello " + cls.__name__
class A(metaclass=M, opt=1): pass
print(A.made_by, A.kw, A.hello(), type(A).__name__, type(A())is tuple)  # expect: M {'opt': 1} hello A M True
class B(A): pass
print(type(B).__name__, B.made_by)  # expect: M M
A.__class__.hello(5)  # raises: AttributeError: 'int' object has no attribute '__name__'. Did you mean: '__ne__'?
