print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(memoryview(b"z")), bytes(range(3)))
# expect: b'' b'\x00\x00\x00' b'AB' b'\xc3\xa9' b'x' b'y' b'z' b'\x00\x01\x02'
class B:
    def __bytes__(self): return b"custom"
print(bytes(B()))  # expect: b'custom'
bytes("a")  # raises: TypeError: string argument without an encoding
bytes([256])  # raises: ValueError: bytes must be in range(0, 256)
bytes([-1])  # raises: ValueError: bytes must be in range(0, 256)
bytes(-1)  # raises: ValueError: negative count
bytes(["a"])  # raises: TypeError: 'str' object cannot be interpreted as an integer
bytes(1.5)  # raises: TypeError: cannot convert 'float' object to bytes
bytes(5, "ascii")  # raises: TypeError: encoding without a string argument
bytes(None)  # raises: TypeError: cannot convert 'NoneType' object to bytes
