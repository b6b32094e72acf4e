class A:
    def __radd__(self, o): return ("radd", o)
    def __rmul__(self, o): return ("rmul", o)
    def __rsub__(self, o): return NotImplemented
    def __rpow__(self, o): return ("rpow", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
print(1 + A(), 2 * A(), 2 ** 100 + A(), 3 ** A(), divmod(4, A()), 1 .__add__(A()), 1 .__add__("x"), (1).__radd__(2))
# expect: ('radd', 1) ('rmul', 2) ('radd', 1267650600228229401496703205376) ('rpow', 3) ('rdivmod', 4) NotImplemented NotImplemented 3
1 - A()  # raises: TypeError: unsupported operand type(s) for -: 'int' and 'A'
1 @ A()  # raises: TypeError: unsupported operand type(s) for @: 'int' and 'A'
