(a, [b, (c, d)]), e = (1, [2, "xy"]), 5
print(a, b, c, d, e)  # expect: 1 2 x y 5
for i, (j, k) in enumerate([(1, 2), (3, 4)]):
    print(i, j, k)
# expect: 0 1 2
# expect: 1 3 4
