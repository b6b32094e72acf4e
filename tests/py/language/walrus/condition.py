if (n := 10) > 5:
    print(n)  # expect: 10
print((y := 3) + y, y)  # expect: 6 3
x = [z := 1, z + 1]
print(x, z)  # expect: [1, 2] 1
while (n := n - 4) > 0:
    print(n)
# expect: 6
# expect: 2
