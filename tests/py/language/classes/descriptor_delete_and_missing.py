class D:
    def __set__(self, o, v): pass
class E:
    def __delete__(self, o): print("del")
class A:
    d = D()
    e = E()
a = A()
print(type(a.d).__name__)  # expect: D
del a.e  # expect: del
a.e = 1  # raises: AttributeError: __set__
del a.d  # raises: AttributeError: __delete__
