print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1)  # expect: True False True
print(1 == 1.0 == True, 1 < 2 == 2)  # expect: True True
print(1 in [1] == True, (1 in [1]) == True)  # expect: False True
x = 5
print(0 < x <= 5 != 6, 0 < x is not None)  # expect: True True
