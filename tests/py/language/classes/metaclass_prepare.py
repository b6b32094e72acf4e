class D(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"): print("set", k, v)
        super().__setitem__(k, v)
class M(type):
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, bases, kw)
        return D(given=7)
    def __new__(m, name, bases, ns, **kw): return super().__new__(m, name, bases, dict(ns))
class A(metaclass=M, k=1):  # expect: prepare A () {'k': 1}
    x = given  # expect: set x 7
    y = 2  # expect: set y 2
print(A.given)  # expect: 7
