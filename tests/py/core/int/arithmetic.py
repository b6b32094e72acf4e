print(7 + 3, 7 - 10, 7 * -3, 7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, 2 ** 10, (-2) ** 3, 7 / 2, 6 / 3, divmod(7, 3), divmod(-7, 3))
# expect: 10 -3 -21 3 -4 -4 1 2 -2 1024 -8 3.5 2.0 (2, 1) (-3, 2)
print(2 ** -1, 0 ** 0, (-1) ** 10 ** 6, -0, +5, -5, abs(-5), 5 .__neg__())  # expect: 0.5 1 1 0 5 -5 5 -5
1 / 0  # raises: ZeroDivisionError: division by zero
1 // 0  # raises: ZeroDivisionError: integer division or modulo by zero
1 % 0  # raises: ZeroDivisionError: integer modulo by zero
divmod(1, 0)  # raises: ZeroDivisionError: integer division or modulo by zero
0 ** -1  # raises: ZeroDivisionError: 0.0 cannot be raised to a negative power
1 + "a"  # raises: TypeError: unsupported operand type(s) for +: 'int' and 'str'
1 + None  # raises: TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'
[] * 1.5  # raises: TypeError: can't multiply sequence by non-int of type 'float'
