print(b"'", b'"', b"'\"", b"\\\n\t\r\x00\x7f", repr(b"a"), str(b"a"), b"a" < b"b", b"a" == bytearray(b"a"), b"a" == "a", b"" < b"\0", hash(b"a") == hash(b"a"))
# expect: b"'" b'"' b'\'"' b'\\\n\t\r\x00\x7f' b'a' b'a' True True False True True
b"a" < "a"  # raises: TypeError: '<' not supported between instances of 'bytes' and 'str'
