class A: __slots__ = 5  # raises: TypeError: 'int' object is not iterable
class B: __slots__ = ("1x",)  # raises: TypeError: __slots__ must be identifiers
class C: __slots__ = (5,)  # raises: TypeError: __slots__ items must be strings, not 'int'
class D:  __slots__ = ("x",); x = 1  # raises: ValueError: 'x' in __slots__ conflicts with class variable
class E(int): __slots__ = ("x",)  # raises: TypeError: nonempty __slots__ not supported for subtype of 'int'
class F: __slots__ = ("__dict__", "__dict__")  # raises: TypeError: __dict__ slot disallowed: we already got one
class P: __slots__ = ("a",)
class Q: __slots__ = ("b",)
class R(P, Q): pass  # raises: TypeError: multiple bases have instance lay-out conflict
