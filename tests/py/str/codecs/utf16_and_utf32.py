for name in "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be":
    data = "a\U0001F600".encode(name)
    print(name, data, data.decode(name) == "a\U0001F600")
# expect: utf-16 b'\xff\xfea\x00=\xd8\x00\xde' True
# expect: utf-16-le b'a\x00=\xd8\x00\xde' True
# expect: utf-16-be b'\x00a\xd8=\xde\x00' True
# expect: utf-32 b'\xff\xfe\x00\x00a\x00\x00\x00\x00\xf6\x01\x00' True
# expect: utf-32-le b'a\x00\x00\x00\x00\xf6\x01\x00' True
# expect: utf-32-be b'\x00\x00\x00a\x00\x01\xf6\x00' True
b"\x00\xd8a\x00".decode("utf-16-le")  # raises: UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate
b"\x00\xd8".decode("utf-16")  # raises: UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data
b"\x00\x00\x00\x01".decode("utf-32-le")  # raises: UnicodeDecodeError: 'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)
