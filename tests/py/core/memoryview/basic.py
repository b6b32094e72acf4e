m = memoryview(b"abcd")
print(m[0], m[-1], m[1:3].tobytes(), m[::2].tolist(), len(m), m.readonly, m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.tolist())
# expect: 97 100 b'bc' [97, 99] 4 True B 1 4 1 (4,) (1,) [97, 98, 99, 100]
print(m == b"abcd", m[1:] == b"bcd", m.hex(), bytes(m), m.obj, m.contiguous, list(m), 98 in m, m.tobytes(), m.suboffsets)
# expect: True True 61626364 b'abcd' b'abcd' True [97, 98, 99, 100] True b'abcd' ()
m[0] = 1  # raises: TypeError: cannot modify read-only memory
m[9]  # raises: IndexError: index out of bounds on dimension 1
m["a"]  # raises: TypeError: memoryview: invalid slice key
memoryview("a")  # raises: TypeError: memoryview: a bytes-like object is required, not 'str'
memoryview(5)  # raises: TypeError: memoryview: a bytes-like object is required, not 'int'
m[0:0:0]  # raises: ValueError: slice step cannot be zero
