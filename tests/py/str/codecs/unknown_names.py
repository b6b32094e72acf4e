print("".encode("ascii", "nosuch"))  # expect: b''
"a\xe9".encode("ascii", "nosuch")  # raises: LookupError: unknown error handler name 'nosuch'
"a".encode("nosuch")  # raises: LookupError: unknown encoding: nosuch
b"a".decode("nosuch")  # raises: LookupError: unknown encoding: nosuch
