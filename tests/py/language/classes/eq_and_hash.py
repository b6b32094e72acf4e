class A:
    def __eq__(self, o): return True
print(A() == 1, A() != 1, A.__hash__)  # expect: True False None
class B(A): __hash__ = object.__hash__
hash(B())
class C:
    def __hash__(self): return 42
print(hash(C()), C() == C(), hash(C()) == hash(C()))  # expect: 42 False True
hash(A())  # raises: TypeError: unhashable type: 'A'
class D:
    def __hash__(self): return "x"
hash(D())  # raises: TypeError: __hash__ method should return an integer
