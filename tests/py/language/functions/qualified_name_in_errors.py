class A:
    class B:
        def m(self, x): pass
def outer():
    def inner(x): pass
    return inner
A.B().m()  # raises: TypeError: A.B.m() missing 1 required positional argument: 'x'
outer()()  # raises: TypeError: outer.<locals>.inner() missing 1 required positional argument: 'x'
(lambda a, b: 0)()  # raises: TypeError: <lambda>() missing 2 required positional arguments: 'a' and 'b'
class C:
    def __init__(self, a): pass
C()  # raises: TypeError: C.__init__() missing 1 required positional argument: 'a'
C(1, 2)  # raises: TypeError: C.__init__() takes 2 positional arguments but 3 were given
