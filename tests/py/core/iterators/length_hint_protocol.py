import operator
class A:
    def __length_hint__(self): return 5
class B:
    def __length_hint__(self): return -1
class C:
    def __length_hint__(self): return "x"
class D:
    def __length_hint__(self): return NotImplemented
print(operator.length_hint(A()), operator.length_hint([1, 2]), operator.length_hint(D(), 7), operator.length_hint(5, 3))
# expect: 5 2 7 3
operator.length_hint(B())  # raises: ValueError: __length_hint__() should return >= 0
operator.length_hint(C())  # raises: TypeError: __length_hint__ must be an integer, not str
operator.length_hint(5, "x")  # raises: TypeError: 'str' object cannot be interpreted as an integer
