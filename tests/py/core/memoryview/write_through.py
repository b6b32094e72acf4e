b = bytearray(b"abcd")
m = memoryview(b)
m[0] = 90; m[1:3] = b"XY"; m[::-1][0] = 33
print(b, m.readonly, m.toreadonly().readonly)  # expect: bytearray(b'ZXY!') False True
m[0:2] = b"abc"  # raises: ValueError: memoryview assignment: lvalue and rvalue have different structures
m[0] = 256  # raises: ValueError: memoryview: invalid value for format 'B'
m[0] = b"a"  # raises: TypeError: memoryview: invalid type for format 'B'
del m[0]  # raises: TypeError: cannot delete memory
