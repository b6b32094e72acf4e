l = list(range(10))
del l[0]; del l[-1]; print(l)  # expect: [1, 2, 3, 4, 5, 6, 7, 8]
del l[1:3]; print(l)  # expect: [1, 4, 5, 6, 7, 8]
del l[::2]; print(l)  # expect: [4, 6, 8]
del l[:]; print(l)  # expect: []
del l[0]  # raises: IndexError: list assignment index out of range
del l["a"]  # raises: TypeError: list indices must be integers or slices, not str
