class A: pass
class B: __match_args__ = ("x",)
class C: __match_args__ = "x"
class D: __match_args__ = (1,)
match 5:
    case len(): pass  # raises: TypeError: called match pattern must be a type
match A():
    case A(1): pass  # raises: TypeError: A() accepts 0 positional sub-patterns (1 given)
match B():
    case B(1, 2): pass  # raises: TypeError: B() accepts 1 positional sub-pattern (2 given)
match C():
    case C(1): pass  # raises: TypeError: C.__match_args__ must be a tuple (got str)
match D():
    case D(1): pass  # raises: TypeError: __match_args__ elements must be strings (got int)
match 5:
    case int(1, 2): pass  # raises: TypeError: int() accepts 1 positional sub-pattern (2 given)
b = B(); b.x = 1
match b:
    case B(1, x=1): pass  # raises: TypeError: B() got multiple sub-patterns for attribute 'x'
