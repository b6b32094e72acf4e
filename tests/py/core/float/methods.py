print((1.5).as_integer_ratio(), (0.1).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (1.5).hex(), (0.1).hex(), float.fromhex("0x1.8p+1"), float.fromhex("-inf"), (1.5).conjugate(), (1.5).real, (1.5).imag)
# expect: (3, 2) (3602879701896397, 36028797018963968) True False 0x1.8000000000000p+0 0x1.999999999999ap-4 3.0 -inf 1.5 1.5 0.0
print((2.7).__trunc__(), (2.7).__floor__(), (2.2).__ceil__(), (-2.7).__floor__(), (-2.7).__trunc__(), (1e20).__int__(), float.__getformat__("double"), (1e300).__trunc__() % 1000)
# expect: 2 2 3 -3 -2 100000000000000000000 IEEE, little-endian 160
float("inf").as_integer_ratio()  # raises: OverflowError: cannot convert Infinity to integer ratio
float("nan").as_integer_ratio()  # raises: ValueError: cannot convert NaN to integer ratio
float.fromhex("zz")  # raises: ValueError: invalid hexadecimal floating-point string
float("nan").__trunc__()  # raises: ValueError: cannot convert float NaN to integer
(1.5).__floor__(1)  # raises: TypeError: float.__floor__() takes no arguments (1 given)
