print(b"abc".decode(), b"\xc3\xa9".decode("utf-8"), b"\xe9".decode("latin-1"), b"\xff".decode("ascii", "replace"), b"a\xffb".decode("utf-8", "ignore"))
# expect: abc é é � ab
print(b"\xff".decode("utf-8", "backslashreplace"), ascii(b"\xff".decode("utf-8", "surrogateescape")), b"\xff\xfea\0".decode("utf-16"))
# expect: \xff '\udcff' a
b"\xff".decode()  # raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
b"\xc3".decode()  # raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data
b"\xe2\x28\xa1".decode()  # raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte
b"\x80".decode("ascii")  # raises: UnicodeDecodeError: 'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)
b"a".decode("nope")  # raises: LookupError: unknown encoding: nope
b"\xed\xa0\x80".decode()  # raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte
