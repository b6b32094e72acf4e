a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, -a, +a, abs(a), a.conjugate(), a.real, a.imag, a == 3 + 4j, a != b, bool(0j), 2 + a, a * 2.5, 1 / a, 2 ** a, a ** 0, a ** -1, a ** 0.5)
# expect: (4+2j) (2+6j) (11-2j) (-1+2j) (-7+24j) (-21.083139690689016-24.00021070941257j) (-3-4j) (3+4j) 5.0 (3-4j) 3.0 4.0 True True False (5+4j) (7.5+10j) (0.12-0.16j) (-7.461496614688569+2.885492725513448j) (1+0j) (0.12-0.16j) (2+1j)
1j / 0  # raises: ZeroDivisionError: complex division by zero
0j ** -1  # raises: ZeroDivisionError: 0.0 to a negative or complex power
a // b  # raises: TypeError: unsupported operand type(s) for //: 'complex' and 'complex'
a % b  # raises: TypeError: unsupported operand type(s) for %: 'complex' and 'complex'
a < b  # raises: TypeError: '<' not supported between instances of 'complex' and 'complex'
divmod(a, b)  # raises: TypeError: unsupported operand type(s) for divmod(): 'complex' and 'complex'
int(a)  # raises: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
float(a)  # raises: TypeError: float() argument must be a string or a real number, not 'complex'
a + "x"  # raises: TypeError: unsupported operand type(s) for +: 'complex' and 'str'
abs(complex(1.7e308, 1.7e308))  # raises: OverflowError: absolute value too large
