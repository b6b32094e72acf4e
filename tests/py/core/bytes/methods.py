b = b"Hello World"
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.find(111), b.count(b"l"), b.index(b"W"))
# expect: b'HELLO WORLD' b'hello world' b'hELLO wORLD' b'Hello World' b'Hello world' 4 7 4 3 6
print(b.split(), b.split(b"o"), b.rsplit(b"o", 1), b.partition(b" "), b.replace(b"l", b"L"), b.startswith(b"He"), b.endswith((b"x", b"d")))
# expect: [b'Hello', b'World'] [b'Hell', b' W', b'rld'] [b'Hello W', b'rld'] (b'Hello', b' ', b'World') b'HeLLo WorLd' True True
print(b"  x ".strip(), b"xxa".lstrip(b"x"), b"a".center(5, b"*"), b"7".zfill(3), b"a\tb".expandtabs(2), b",".join([b"a", bytearray(b"b")]), b"a\nb".splitlines())
# expect: b'x' b'a' b'**a**' b'007' b'a b' b'a,b' [b'a', b'b']
print(b"abc".isalpha(), b"1".isdigit(), b"a1".isalnum(), b" ".isspace(), b"A".isupper(), b"a".islower(), b"Ab".istitle(), b"\x80".isascii())
# expect: True True True True True True True False
print(b"ab".removeprefix(b"a"), b"ab".removesuffix(b"b"), b"abc".translate(bytes.maketrans(b"a", b"z")), b"abc".translate(None, b"b"))
# expect: b'b' b'a' b'zbc' b'ac'
b.index(b"z")  # raises: ValueError: subsection not found
b.split("o")  # raises: TypeError: a bytes-like object is required, not 'str'
b",".join(["a"])  # raises: TypeError: sequence item 0: expected a bytes-like object, str found
b.find("a")  # raises: TypeError: argument should be integer or bytes-like object, not 'str'
b.replace(b"a", "b")  # raises: TypeError: a bytes-like object is required, not 'str'
