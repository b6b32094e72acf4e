print(pow(2, 3), pow(2, -1), pow(2.0, 0.5), pow(2, 10, 7), pow(base=2, exp=3, mod=5), pow(True, 2), pow(0, 0), pow(2, 100, 3))
# expect: 8 0.5 1.4142135623730951 2 3 1 1 1
class A:
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
print(pow(A(), 2), pow(A(), 2, 3), pow(2, A()), A() ** 5)
# expect: ('pow', 2, None) ('pow', 2, 3) ('rpow', 2) ('pow', 5, None)
pow(2)  # raises: TypeError: pow() missing required argument 'exp' (pos 2)
pow("a", 1)  # raises: TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
pow(2, 2, 0)  # raises: ValueError: pow() 3rd argument cannot be 0
pow(2, "a", 3)  # raises: TypeError: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
pow(2.5, 2, 3)  # raises: TypeError: pow() 3rd argument not allowed unless all arguments are integers
