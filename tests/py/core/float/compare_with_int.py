print(1.0 == 1, 1.5 > 1, 2.0 ** 53 == 2 ** 53 + 1, 2.0 ** 53 < 2 ** 53 + 1, 1e20 == 10 ** 20, 1e23 == 10 ** 23, 0.1 == 1 / 10, -1.0 < -0.5, 1e308 < 10 ** 309, -1e308 > -10 ** 309)
# expect: True True False True True False True True True True
1.0 < "a"  # raises: TypeError: '<' not supported between instances of 'float' and 'str'
