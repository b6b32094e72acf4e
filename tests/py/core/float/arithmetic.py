print(1.5 + 2, 0.1 + 0.2, 1.0 - 0.9, 2.5 * 2, 7.0 / 2, 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 2.0 ** 0.5, 2 ** -1.0, divmod(7.5, 2), divmod(-7.5, 2))
# expect: 3.5 0.30000000000000004 0.09999999999999998 5.0 3.5 3.0 -4.0 1.5 0.5 -0.5 1.4142135623730951 0.5 (3.0, 1.5) (-4.0, 0.5)
print(-0.0, 0.0 == -0.0, abs(-1.5), +1.5, -1.5, 1e308 * 10, -1e308 * 10, 1e-320 / 1e10, 0.0 * -1, 5 % 3.0, 1 // 0.3, 0.0 ** 0, (-8) ** (1 / 3))
# expect: -0.0 True 1.5 1.5 -1.5 inf -inf 0.0 -0.0 2.0 3.0 1.0 (1.0000000000000002+1.7320508075688772j)
1.0 / 0  # raises: ZeroDivisionError: float division by zero
1.0 // 0  # raises: ZeroDivisionError: float floor division by zero
1.0 % 0  # raises: ZeroDivisionError: float modulo
0.0 ** -1  # raises: ZeroDivisionError: 0.0 cannot be raised to a negative power
divmod(1.0, 0.0)  # raises: ZeroDivisionError: float divmod()
10.0 ** 400  # raises: OverflowError: (34, 'Numerical result out of range')
1.0 + "a"  # raises: TypeError: unsupported operand type(s) for +: 'float' and 'str'
1.0 & 2  # raises: TypeError: unsupported operand type(s) for &: 'float' and 'int'
~1.0  # raises: TypeError: bad operand type for unary ~: 'float'
