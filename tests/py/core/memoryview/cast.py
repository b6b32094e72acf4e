m = memoryview(bytearray(8))
i = m.cast("i")
i[0] = 1; i[1] = -1
print(m.tolist(), i.tolist(), i.format, i.itemsize, len(i), i.shape)
# expect: [1, 0, 0, 0, 255, 255, 255, 255] [1, -1] i 4 2 (2,)
d = memoryview(bytes(16)).cast("d"); print(d.tolist(), d.nbytes)  # expect: [0.0, 0.0] 16
g = memoryview(b"abcdef").cast("B", (2, 3)); print(g.tolist(), g.shape, g.ndim, g[1, 2], g.strides)
# expect: [[97, 98, 99], [100, 101, 102]] (2, 3) 2 102 (3, 1)
m.cast("x")  # raises: ValueError: memoryview: destination format must be a native single character format prefixed with an optional '@'
memoryview(b"abc").cast("i")  # raises: TypeError: memoryview: length is not a multiple of itemsize
i.cast("d")  # raises: TypeError: memoryview: cannot cast between two non-byte formats
m.cast("i", "x")  # raises: TypeError: shape must be a list or a tuple
