print("é".encode(), "é".encode("latin-1"), "é漢".encode("utf-16-le"), "a".encode("utf-32-be"), "é".encode("ascii", "replace"))
# expect: b'\xc3\xa9' b'\xe9' b'\xe9\x00"o' b'\x00\x00\x00a' b'?'
print("é漢".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "ignore"), "ab".encode("utf-8-sig"))
# expect: b'\\xe9\\u6f22' b'&#233;' b'' b'\xef\xbb\xbfab'
print("\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "x".encode(encoding="ASCII", errors="strict"))
# expect: b'\x80' b'\xed\xa0\x80' b'x'
"é".encode("ascii")  # raises: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
"\ud800".encode()  # raises: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
"漢".encode("latin-1")  # raises: UnicodeEncodeError: 'latin-1' codec can't encode character '\u6f22' in position 0: ordinal not in range(256)
"a".encode("nope")  # raises: LookupError: unknown encoding: nope
"é".encode("ascii", "nope")  # raises: LookupError: unknown error handler name 'nope'
