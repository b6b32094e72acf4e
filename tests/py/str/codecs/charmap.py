import codecs
print(codecs.charmap_encode("ab", "strict", {97: 1, 98: b"xy"}), codecs.charmap_decode(b"\x00\x01", "strict", "q\ufffe"[:1] + "r"))
# expect: (b'\x01xy', 2) ('qr', 2)
print("\u20ac".encode("cp1252"), b"\x80".decode("cp1252"), "\u0436".encode("koi8-r"))  # expect: b'\x80' € b'\xd6'
print("\u1234x".encode("cp1252", "replace"))  # expect: b'?x'
b"\x81".decode("cp1252")  # raises: UnicodeDecodeError: 'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>
"\u1234".encode("cp1252")  # raises: UnicodeEncodeError: 'charmap' codec can't encode character '\u1234' in position 0: character maps to <undefined>
