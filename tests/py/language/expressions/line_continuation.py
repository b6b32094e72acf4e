x = 1 + \
    2
y = (1 +
     2  # comment
     + 3)
z = [
    1,

    2,
]
if x == 3 and \
   y == 6: print(x, y, z)  # expect: 3 6 [1, 2]
