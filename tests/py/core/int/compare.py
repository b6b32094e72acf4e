print(1 < 2, 1 == 1.0, 2 ** 100 == float(2 ** 100), 2 ** 53 + 1 == float(2 ** 53 + 1), 10 ** 400 > 1e308, 10 ** 400 > float("inf"), 1 < float("nan"), 1 != "1")
# expect: True True True False True False False True
print(2 ** 64 > 2 ** 63, -2 ** 64 < -2 ** 63, 1 == True, max(2 ** 70, 1, -2 ** 70), sorted([3, -2 ** 65, 2 ** 65, 0]), 3 <= 3.0, 1 == 1 + 0j)
# expect: True True True 1180591620717411303424 [-36893488147419103232, 0, 3, 36893488147419103232] True True
1 < "1"  # raises: TypeError: '<' not supported between instances of 'int' and 'str'
1 < 1j  # raises: TypeError: '<' not supported between instances of 'int' and 'complex'
