import operator as op
class A:
    def __init__(self): self.b = self; self.c = 5
    def m(self, *a, **k): return a, k
print(op.itemgetter(1)([1, 2]), op.itemgetter(0, 2)("abc"), op.itemgetter("k")({"k": 1}), op.attrgetter("c")(A()), op.attrgetter("b.b.c")(A()), op.attrgetter("c", "b.c")(A()), op.methodcaller("m", 1, x=2)(A()), op.itemgetter(slice(1, 3))("abcd"))
# expect: 2 ('a', 'c') 1 5 5 (5, 5) ((1,), {'x': 2}) bc
print(op.itemgetter(1), op.attrgetter("a", "b.c"), op.methodcaller("m", 1, k=2))
# expect: operator.itemgetter(1) operator.attrgetter('a', 'b.c') operator.methodcaller('m', 1, k=2)
op.itemgetter()  # raises: TypeError: itemgetter expected 1 argument, got 0
op.attrgetter(5)  # raises: TypeError: attribute name must be a string
op.itemgetter(5)([1])  # raises: IndexError: list index out of range
op.attrgetter("x.y")(A())  # raises: AttributeError: 'A' object has no attribute 'x'
op.methodcaller()  # raises: TypeError: methodcaller needs at least one argument, the method name
op.methodcaller(5)  # raises: TypeError: method name must be a string
