print(bytearray(), bytearray(2), bytearray(b"x'"), bytearray("é", "utf-8"), bytearray([1, 2]), str(bytearray(b"a")), bytearray.fromhex("0aff"))
# expect: bytearray(b'') bytearray(b'\x00\x00') bytearray(b"x\'") bytearray(b'\xc3\xa9') bytearray(b'\x01\x02') bytearray(b'a') bytearray(b'\n\xff')
print(bytearray(b"a") == b"a", bytearray(b"a") < b"b", b"a" in bytearray(b"ab"), 97 in bytearray(b"a"), bytearray(b"ab")[0], bytearray(b"ab")[:1])
# expect: True True True True 97 bytearray(b'a')
bytearray("a")  # raises: TypeError: string argument without an encoding
hash(bytearray())  # raises: TypeError: unhashable type: 'bytearray'
bytearray([300])  # raises: ValueError: byte must be in range(0, 256)
bytearray(-1)  # raises: ValueError: negative count
