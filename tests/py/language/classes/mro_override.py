class M(type):
    def mro(cls):
        return [cls, Extra, object]
class Extra: e = "extra"
class A(metaclass=M): pass
print(A.e, [k.__name__ for k in A.__mro__])  # expect: extra ['A', 'Extra', 'object']
