import codecs
print(codecs.encode(b"ab", "hex"), codecs.decode("no", "rot13"))  # expect: b'6162' ab
"a".encode("hex")  # raises: LookupError: 'hex' is not a text encoding; use codecs.encode() to handle arbitrary codecs
b"a".decode("rot13")  # raises: LookupError: 'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs
