l = [0, 1, 2, 3]
l[0] = "a"; l[-1] = "z"
print(l)  # expect: ['a', 1, 2, 'z']
l[1:3] = [7, 8, 9]; print(l)  # expect: ['a', 7, 8, 9, 'z']
l[1:1] = "xy"; print(l)  # expect: ['a', 'x', 'y', 7, 8, 9, 'z']
l[:] = []; print(l)  # expect: []
l[5:] = [1, 2, 3, 4]; print(l)  # expect: [1, 2, 3, 4]
l[::2] = ["e", "o"]; print(l)  # expect: ['e', 2, 'o', 4]
l[::-1] = l; print(l)  # expect: [4, 'o', 2, 'e']
l[10] = 1  # raises: IndexError: list assignment index out of range
l[::2] = [1]  # raises: ValueError: attempt to assign sequence of size 1 to extended slice of size 2
l[0:1] = 5  # raises: TypeError: can only assign an iterable
l["x"] = 1  # raises: TypeError: list indices must be integers or slices, not str
