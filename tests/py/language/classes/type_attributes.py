class A:
    class B: pass
print(A.B.__qualname__, A.B.__name__, repr(A.B), A.__dict__["B"] is A.B)  # expect: A.B B <class '__main__.A.B'> True
A.__name__ = "Z"
print(A.__name__, A.__qualname__, repr(A))  # expect: Z A <class '__main__.A'>
A.__qualname__ = "Q.Z"
A.__module__ = "mod"
print(repr(A))  # expect: <class 'mod.Q.Z'>
A.__doc__ = "new doc"
print(A.__doc__)  # expect: new doc
A.__name__ = 5  # raises: TypeError: can only assign string to Z.__name__, not 'int'
int.__name__ = "x"  # raises: TypeError: cannot set '__name__' attribute of immutable type 'int'
int.foo = 1  # raises: TypeError: cannot set 'foo' attribute of immutable type 'int'
del int.real  # raises: TypeError: cannot set 'real' attribute of immutable type 'int'
A.__mro__ = ()  # raises: AttributeError: readonly attribute
