class A:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
print(-A(), +A(), ~A(), abs(A()))  # expect: neg pos inv abs
-"a"  # raises: TypeError: bad operand type for unary -: 'str'
+[]  # raises: TypeError: bad operand type for unary +: 'list'
~1.5  # raises: TypeError: bad operand type for unary ~: 'float'
-None  # raises: TypeError: bad operand type for unary -: 'NoneType'
abs([])  # raises: TypeError: bad operand type for abs(): 'list'
