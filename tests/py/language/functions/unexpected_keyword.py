def f(a): pass
f(1, b=2)  # raises: TypeError: f() got an unexpected keyword argument 'b'
f(x=1)  # raises: TypeError: f() got an unexpected keyword argument 'x'
f(a=1, a_=2)  # raises: TypeError: f() got an unexpected keyword argument 'a_'
class A:
    def m(self, a): pass
A().m(1, q=2)  # raises: TypeError: A.m() got an unexpected keyword argument 'q'
A.m(1, 2, 3)  # raises: TypeError: A.m() takes 2 positional arguments but 3 were given
A().m()  # raises: TypeError: A.m() missing 1 required positional argument: 'a'
(lambda x: x)(y=1)  # raises: TypeError: <lambda>() got an unexpected keyword argument 'y'
