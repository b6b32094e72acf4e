import struct
print(struct.pack("<ihb?", 1, -2, 3, True), struct.unpack("<ihb?", b"\x01\0\0\0\xfe\xff\x03\x01"), struct.calcsize("<qd"), struct.calcsize("@ci"), struct.pack(">I", 0xDEADBEEF), struct.pack("3s5p", b"ab", b"xyz"), struct.pack("<2x3c", b"a", b"b", b"c"))
# expect: b'\x01\x00\x00\x00\xfe\xff\x03\x01' (1, -2, 3, True) 16 8 b'\xde\xad\xbe\xef' b'ab\x00\x03xyz\x00' b'\x00\x00abc'
print(struct.pack("<efd", 1.5, 2.5, -0.1), struct.unpack("<d", struct.pack("<d", 1e300)), struct.unpack_from("<H", b"\0\1\2\3", 1), list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.pack("!q", -1), struct.unpack(">QQ", bytes(range(16))))
# expect: b'\x00>\x00\x00 @\x9a\x99\x99\x99\x99\x99\xb9\xbf' (1e+300,) (513,) [(1,), (2,)] b'\xff\xff\xff\xff\xff\xff\xff\xff' (283686952306183, 579005069656919567)
b = bytearray(6); struct.pack_into("<I", b, 1, 0x01020304); print(b)  # expect: bytearray(b'\x00\x04\x03\x02\x01\x00')
s = struct.Struct(">hh"); print(s.size, s.format, s.pack(1, 2), s.unpack(b"\0\1\0\2"))
# expect: 4 >hh b'\x00\x01\x00\x02' (1, 2)
