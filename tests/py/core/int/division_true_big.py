print(10 ** 40 / 10 ** 39, (2 ** 1000) / (2 ** 999), 1 / 10 ** 400, 10 ** 400 / 10 ** 399, (10 ** 20 + 1) / 3, -10 ** 30 / 7, 0 / 10 ** 50)
# expect: 10.0 2.0 0.0 10.0 3.333333333333333e+19 -1.4285714285714285e+29 0.0
10 ** 400 / 1  # raises: OverflowError: integer division result too large for a float
float(10 ** 400)  # raises: OverflowError: int too large to convert to float
10 ** 400 * 1.0  # raises: OverflowError: int too large to convert to float
