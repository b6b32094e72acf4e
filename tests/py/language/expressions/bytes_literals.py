print(b"abc" b"\n\x01", b'\'', b'"', b"'\"", b"\\")  # expect: b'abc\n\x01' b"'" b'"' b'\'"' b'\\'
print(b"\x7f\x80\xff \t", rb"\d", b"""a
b""")  # expect: b'\x7f\x80\xff \t' b'\\d' b'a\nb'
print(b"a"[0], b"abc"[1:], list(b"\0\1"))  # expect: 97 b'bc' [0, 1]
