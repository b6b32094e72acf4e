print(2 + 3 * 4, (2 + 3) * 4, 2 ** 3 ** 2, -2 ** 2, 2 ** -1)  # expect: 14 20 512 -4 0.5
print(1 | 2 & 3 ^ 4, 1 << 2 + 1, 7 - 2 - 1, 100 / 10 / 2)  # expect: 7 8 4 5.0
print(not 1 == 2, not True and False, 1 if 0 else 2 or 3)  # expect: True False 2
print(~1 + 2, - -3, +-+4, -5 // 2, -5 % 3, 5 % -3)  # expect: 0 3 -4 -3 1 -1
print(1 < 2 and 2 < 3 or 0, lambda: 0 or 1) if 0 else print("x")  # expect: x
