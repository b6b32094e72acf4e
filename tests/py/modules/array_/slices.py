from array import array

a = array("i", range(6))
print(a[1:3], a[::-2], a[10:])  # expect: array('i', [1, 2]) array('i', [5, 3, 1]) array('i')
a[1:3] = array("i", [9, 9, 9])
print(a)  # expect: array('i', [0, 9, 9, 9, 3, 4, 5])
a[::3] = array("i", [7, 7, 7])
print(a)  # expect: array('i', [7, 9, 9, 7, 3, 4, 7])
a[2:2] = a
print(a)  # expect: array('i', [7, 9, 7, 9, 9, 7, 3, 4, 7, 9, 7, 3, 4, 7])
del a[::2]
print(a)  # expect: array('i', [9, 9, 7, 4, 9, 3, 7])
a[1:3] = [1]  # raises: TypeError: can only assign array (not "list") to array slice
a[1:3] = array("d")  # raises: TypeError: bad argument type for built-in operation
a[::2] = array("i", [1])  # raises: ValueError: attempt to assign array of size 1 to extended slice of size 4
a["x"]  # raises: TypeError: array indices must be integers
a[99] = 1  # raises: IndexError: array assignment index out of range
