print(type(5), type(type), type(int) is type, int.__name__, int.__bases__, int.__mro__, type.__mro__, int.__base__, object.__base__, type.__call__(int, "5"))
# expect: <class 'int'> <class 'type'> True int (<class 'object'>,) (<class 'int'>, <class 'object'>) (<class 'type'>, <class 'object'>) <class 'object'> None 5
print(isinstance(type, type), issubclass(type, object), int.__subclasses__()[:1], type("X", (), {}).__name__, int.mro() == list(int.__mro__), type.__name__, int.__basicsize__ > 0)
# expect: True True [<class 'bool'>] X True type True
print(type(1).__qualname__, int.__module__, type.__dict__["__dict__"].__name__, int.__flags__ & (1 << 8) != 0)
# expect: int builtins __dict__ True
type()  # raises: TypeError: type() takes 1 or 3 arguments
type(1, 2, 3, 4)  # raises: TypeError: type() takes 1 or 3 arguments
type("a", (5,), {})  # raises: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
int.__bases__ = (str,)  # raises: TypeError: cannot set '__bases__' attribute of immutable type 'int'
int.__class__ = 5  # raises: TypeError: cannot set '__class__' attribute of immutable type 'int'
