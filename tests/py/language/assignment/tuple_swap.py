a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)  # expect: 3 1 2
i = 0
x = [10, 20]
i, x[i] = 1, 99
print(i, x)  # expect: 1 [10, 99]
