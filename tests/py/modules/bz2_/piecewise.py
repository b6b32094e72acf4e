from _bz2 import BZ2Compressor, BZ2Decompressor

data = b"hello world" * 100
c = BZ2Compressor(5)
packed = c.compress(data[:50]) + c.compress(data[50:]) + c.flush()
d = BZ2Decompressor()
print(d.eof, d.needs_input, d.unused_data)  # expect: False True b''
print(d.decompress(packed, max_length=10), d.needs_input)  # expect: b'hello worl' False
print(d.decompress(b"more", 20), d.needs_input)  # expect: b'dhello worldhello wo' False
print(len(d.decompress(b"")), d.eof, d.needs_input, d.unused_data)  # expect: 1070 True False b'more'
d = BZ2Decompressor()
print(b"".join(d.decompress(packed[i : i + 7]) for i in range(0, len(packed), 7)) == data)  # expect: True
d.decompress(b"")  # raises: EOFError: End of stream already reached
BZ2Decompressor().decompress(b"garbage")  # raises: OSError: Invalid data stream
c.compress(b"")  # raises: ValueError: Compressor has been flushed
c.flush()  # raises: ValueError: Repeated call to flush()
BZ2Compressor(10)  # raises: ValueError: compresslevel must be between 1 and 9
BZ2Compressor(compresslevel=1)  # raises: TypeError: BZ2Compressor() takes no keyword arguments
BZ2Decompressor(1)  # raises: TypeError: BZ2Decompressor() takes no positional arguments
