class A: pass
A(1)  # raises: TypeError: A() takes no arguments
A(x=1)  # raises: TypeError: A() takes no arguments
class B:
    def __init__(self): return 5
B()  # raises: TypeError: __init__() should return None, not 'int'
class C:
    def __init__(self, a): pass
C()  # raises: TypeError: C.__init__() missing 1 required positional argument: 'a'
object(1)  # raises: TypeError: object() takes no arguments
class D:
    def __new__(cls): return object.__new__(cls, 1)
D()  # raises: TypeError: object.__new__() takes exactly one argument (the type to instantiate)
class E:
    def __new__(cls): return object.__new__(int)
E()  # raises: TypeError: object.__new__(int) is not safe, use int.__new__()
