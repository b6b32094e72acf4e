print(hash(memoryview(b"a")) == hash(b"a"), memoryview(b"a") == bytearray(b"a"), memoryview(b"a") == "a", memoryview(b"a") != b"b", memoryview(b"ab")[:1] == memoryview(b"a"))
# expect: True True False True True
hash(memoryview(bytearray(b"a")))  # raises: ValueError: cannot hash writable memoryview object
memoryview(b"a") < b"b"  # raises: TypeError: '<' not supported between instances of 'memoryview' and 'bytes'
