o = object()
print(type(o).__name__, o == o, o != object(), isinstance(o, object), bool(o), str(o)[:16], len({o, o}))
# expect: object True True True True <object object a 1
o.x = 1  # raises: AttributeError: 'object' object has no attribute 'x'
o < o  # raises: TypeError: '<' not supported between instances of 'object' and 'object'
len(o)  # raises: TypeError: object of type 'object' has no len()
o()  # raises: TypeError: 'object' object is not callable
o[0]  # raises: TypeError: 'object' object is not subscriptable
iter(o)  # raises: TypeError: 'object' object is not iterable
object(1)  # raises: TypeError: object() takes no arguments
object.__new__()  # raises: TypeError: object.__new__(): not enough arguments
object.__new__(5)  # raises: TypeError: object.__new__(X): X is not a type object (int)
object.__init__(o, 1)  # raises: TypeError: object.__init__() takes exactly one argument (the instance to initialize)
o + o  # raises: TypeError: unsupported operand type(s) for +: 'object' and 'object'
