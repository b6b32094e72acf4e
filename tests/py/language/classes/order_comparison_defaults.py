class A: pass
print(A() == A(), A() != A())  # expect: False True
x = A()
print(x == x, x != x, x.__eq__(5), x.__lt__(5))  # expect: True False NotImplemented NotImplemented
A() < A()  # raises: TypeError: '<' not supported between instances of 'A' and 'A'
A() >= 1  # raises: TypeError: '>=' not supported between instances of 'A' and 'int'
None < 1  # raises: TypeError: '<' not supported between instances of 'NoneType' and 'int'
1 < "a"  # raises: TypeError: '<' not supported between instances of 'int' and 'str'
[] > ()  # raises: TypeError: '>' not supported between instances of 'list' and 'tuple'
{} <= {}  # raises: TypeError: '<=' not supported between instances of 'dict' and 'dict'
