b = bytearray(b"a,b")
print(b.split(b","), b.upper(), b.replace(b"a", b"c"), b.find(b"b"), b.hex(), b.decode(), b.startswith(b"a"), b + b"x", b"x" + b, type(b"x" + b).__name__, type(b + b"x").__name__)
# expect: [bytearray(b'a'), bytearray(b'b')] bytearray(b'A,B') bytearray(b'c,b') 2 612c62 a,b True bytearray(b'a,bx') b'xa,b' bytes bytearray
print(b % () if 0 else bytearray(b"%d") % 5, b.join([b"1", b"2"]), b.center(7, b"-"), b.zfill(5), b.__alloc__() >= 3)
# expect: bytearray(b'5') bytearray(b'1a,b2') bytearray(b'--a,b--') bytearray(b'00a,b') True
