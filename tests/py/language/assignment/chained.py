a = b = [1]
b.append(2)
print(a, a is b)  # expect: [1, 2] True
x = y = z = 0
x += 1
print(x, y, z)  # expect: 1 0 0
