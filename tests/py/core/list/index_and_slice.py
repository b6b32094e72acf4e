l = [0, 1, 2, 3, 4]
print(l[0], l[-1], l[1:3], l[:2], l[3:], l[::2], l[::-1], l[-2:], l[5:], l[1:100], l[3:1], l[-100:2], l[4:0:-2])
# expect: 0 4 [1, 2] [0, 1] [3, 4] [0, 2, 4] [4, 3, 2, 1, 0] [3, 4] [] [1, 2, 3, 4] [] [0, 1] [4, 2]
l[5]  # raises: IndexError: list index out of range
l[-6]  # raises: IndexError: list index out of range
l["a"]  # raises: TypeError: list indices must be integers or slices, not str
l[1.0]  # raises: TypeError: list indices must be integers or slices, not float
l[None]  # raises: TypeError: list indices must be integers or slices, not NoneType
l[::0]  # raises: ValueError: slice step cannot be zero
l["a":]  # raises: TypeError: slice indices must be integers or None or have an __index__ method
