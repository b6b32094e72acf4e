a, *b = [1, 2, 3]
print(a, b)  # expect: 1 [2, 3]
*a, b = "xyz"
print(a, b)  # expect: ['x', 'y'] z
a, *b, c = 1, 2
print(a, b, c)  # expect: 1 [] 2
[*a] = range(3)
print(a)  # expect: [0, 1, 2]
*a, = ()
print(a)  # expect: []
(x, *y), *z = [(1, 2, 3), 4, 5]
print(x, y, z)  # expect: 1 [2, 3] [4, 5]
