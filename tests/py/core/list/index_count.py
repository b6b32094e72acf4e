l = [1, 2, 3, 2, 1.0, True]
print(l.index(2), l.index(2, 2), l.index(1, 1), l.index(2, -3), l.count(1), l.count(9))  # expect: 1 3 4 3 3 0
l.index(99)  # raises: ValueError: 99 is not in list
l.index(2, 4)  # raises: ValueError: 2 is not in list
l.index(1, 1, 2)  # raises: ValueError: 1 is not in list
[].index("x")  # raises: ValueError: 'x' is not in list
