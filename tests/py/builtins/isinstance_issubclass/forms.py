class A: pass
class B(A): pass
print(isinstance(B(), A), isinstance(B(), (int, (str, A))), issubclass(B, (A, int)), isinstance(1, object), isinstance(B, type), isinstance(5, ()))
# expect: True True True True True False
class Fake:
    __class__ = int
print(isinstance(Fake(), int), type(Fake()).__name__)  # expect: True Fake
isinstance(1, "a")  # raises: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
issubclass(1, int)  # raises: TypeError: issubclass() arg 1 must be a class
isinstance(1)  # raises: TypeError: isinstance expected 2 arguments, got 1
