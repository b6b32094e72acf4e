print(str(), str(5), str(None), str("a"), str(b"a"), str(b"\xc3\xa9", "utf-8"), str(b"\xe9", "latin-1"), str(object=7))
# expect:  5 None a b'a' é é 7
print(str(b"\xff", "ascii", "replace"), str(b"\xff", errors="ignore"), str(bytearray(b"x"), "ascii"))  # expect: �  x
str(5, "utf-8")  # raises: TypeError: decoding to str: need a bytes-like object, int found
str(b"\xff", "utf-8")  # raises: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
str("a", "utf-8")  # raises: TypeError: decoding str is not supported
str(1, 2, 3, 4)  # raises: TypeError: str() takes at most 3 arguments (4 given)
str(b"x", "no-such-codec")  # raises: LookupError: unknown encoding: no-such-codec
