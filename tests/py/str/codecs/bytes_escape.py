import codecs
print(codecs.escape_decode(b"a\\x41\\n\\\\\\'"), codecs.escape_encode(b"a\x00\n'\\\xff"))
# expect: (b"aA\n\\'", 11) (b"a\\x00\\n\\'\\\\\\xff", 6)
print(codecs.escape_decode(b"\\xz", "replace"), codecs.escape_decode(b"\\xz", "ignore"))  # expect: (b'?z', 3) (b'z', 3)
codecs.escape_decode(b"\\x")  # raises: ValueError: invalid \x escape at position 0
codecs.escape_decode(b"a\\")  # raises: ValueError: Trailing \ in string
