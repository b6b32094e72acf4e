t = (0, 1, 2, 3)
print(t[0], t[-1], t[1:3], t[::-1], t[::2], t[9:], len(t))  # expect: 0 3 (1, 2) (3, 2, 1, 0) (0, 2) () 4
t[4]  # raises: IndexError: tuple index out of range
t["a"]  # raises: TypeError: tuple indices must be integers or slices, not str
t[0] = 1  # raises: TypeError: 'tuple' object does not support item assignment
del t[0]  # raises: TypeError: 'tuple' object doesn't support item deletion
