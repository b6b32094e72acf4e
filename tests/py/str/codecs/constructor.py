print(str(b"a\xc3\xa9", "utf-8"), str(b"\xff", errors="replace"), str(memoryview(b"ab"), "ascii"), repr(str(encoding="utf-8")))
# expect: aé � ab ''
str(5, "ascii")  # raises: TypeError: decoding to str: need a bytes-like object, int found
str("a", "ascii")  # raises: TypeError: decoding str is not supported
str(b"a", 1)  # raises: TypeError: str() argument 'encoding' must be str, not int
