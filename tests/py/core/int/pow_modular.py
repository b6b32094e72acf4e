print(pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(2, 1000, 97), pow(-3, 5, 7), pow(3, 5, -7), pow(7, 0, 1), pow(10 ** 30, 10 ** 20, 10 ** 9 + 7))
# expect: 1024 24 5 36 2 -2 0 238486502
pow(2, -1, 4)  # raises: ValueError: base is not invertible for the given modulus
pow(2, 3, 0)  # raises: ValueError: pow() 3rd argument cannot be 0
pow(2.0, 3, 5)  # raises: TypeError: pow() 3rd argument not allowed unless all arguments are integers
pow(2, 3.0, 5)  # raises: TypeError: pow() 3rd argument not allowed unless all arguments are integers
pow("a", 2)  # raises: TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
