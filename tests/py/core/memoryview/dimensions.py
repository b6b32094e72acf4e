m = memoryview(bytearray(b"abcdef")).cast("B", [2, 3])
print(m[0, 1], m[-1, 2])  # expect: 98 102
m[0]  # raises: NotImplementedError: multi-dimensional sub-views are not implemented
m[0,]  # raises: NotImplementedError: sub-views are not implemented
m[0:1, 0:1]  # raises: NotImplementedError: multi-dimensional slicing is not implemented
m[0, 0:1]  # raises: TypeError: memoryview: invalid slice key
m[0] = 1  # raises: NotImplementedError: sub-views are not implemented
m[0:1, 0:1] = 1  # raises: NotImplementedError: memoryview slice assignments are currently restricted to ndim = 1
