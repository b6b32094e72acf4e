class A:
    def f(self): return "A"
class B:
    def f(self): return "B"
a = A()
a.__class__ = B
print(a.f(), type(a).__name__, isinstance(a, A))  # expect: B B False
a.__class__ = 5  # raises: TypeError: __class__ must be set to a class, not 'int' object
a.__class__ = int  # raises: TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses
(5).__class__ = A  # raises: TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses
del a.__class__  # raises: TypeError: can't delete __class__ attribute
