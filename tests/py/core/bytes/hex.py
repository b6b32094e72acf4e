print(b"\x00\xffab".hex(), b"abcdef".hex(":"), b"abcdef".hex("-", 2), b"abcdef".hex("-", -4), bytes.fromhex("00 ff6162"), bytes.fromhex(""))
# expect: 00ff6162 61:62:63:64:65:66 6162-6364-6566 61626364-6566 b'\x00\xffab' b''
bytes.fromhex("0")  # raises: ValueError: non-hexadecimal number found in fromhex() arg at position 1
bytes.fromhex("zz")  # raises: ValueError: non-hexadecimal number found in fromhex() arg at position 0
bytes.fromhex(5)  # raises: TypeError: fromhex() argument must be str, not int
b"a".hex("ab")  # raises: ValueError: sep must be length 1.
