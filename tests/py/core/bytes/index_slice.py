b = b"abc"
print(b[0], b[-1], b[1:], b[::-1], list(b), len(b), b + b"d", b * 2, b"b" in b, 98 in b, b[5:])
# expect: 97 99 b'bc' b'cba' [97, 98, 99] 3 b'abcd' b'abcabc' True True b''
b[3]  # raises: IndexError: index out of range
b["a"]  # raises: TypeError: byte indices must be integers or slices, not str
b[0] = 1  # raises: TypeError: 'bytes' object does not support item assignment
b + "a"  # raises: TypeError: can't concat str to bytes
"a" in b  # raises: TypeError: a bytes-like object is required, not 'str'
300 in b  # raises: ValueError: byte must be in range(0, 256)
