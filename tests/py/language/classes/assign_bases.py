class A: x = 1
class B: x = 2
class C(A): pass
c = C()
print(c.x)  # expect: 1
C.__bases__ = (B,)
print(c.x, C.__mro__[1].__name__, A.__subclasses__(), B.__subclasses__() == [C])  # expect: 2 B [] True
C.__bases__ = ()  # raises: TypeError: can only assign non-empty tuple to C.__bases__, not ()
C.__bases__ = (C,)  # raises: TypeError: a __bases__ item causes an inheritance cycle
C.__bases__ = 5  # raises: TypeError: can only assign tuple to C.__bases__, not int
del C.__bases__  # raises: TypeError: cannot delete '__bases__' attribute of immutable type 'C'
