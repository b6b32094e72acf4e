a, b = {1, 2, 3}, {2, 3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, {2} < a, a >= {1}, a == {3, 2, 1}, a != b)
# expect: [1, 2, 3, 4] [2, 3] [1] [1, 4] False True True True True
a | [1]  # raises: TypeError: unsupported operand type(s) for |: 'set' and 'list'
a - (1,)  # raises: TypeError: unsupported operand type(s) for -: 'set' and 'tuple'
a < [1]  # raises: TypeError: '<' not supported between instances of 'set' and 'list'
a + b  # raises: TypeError: unsupported operand type(s) for +: 'set' and 'set'
