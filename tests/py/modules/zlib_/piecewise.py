import copy, zlib

data = b"hello world" * 50
c = zlib.compressobj(zdict=b"world")
parts = [c.compress(data[:100]), c.flush(zlib.Z_SYNC_FLUSH), c.compress(data[100:])]
twin = copy.copy(c)
packed = b"".join(parts) + c.flush()
print(packed == b"".join(parts) + twin.flush(), len(packed))  # expect: True 31
d = zlib.decompressobj(zdict=b"world")
out = d.decompress(packed + b"more", 20)
print(out, len(d.unconsumed_tail), d.unused_data, d.eof)  # expect: b'hello worldhello wor' 19 b'' False
half = d.copy()
out += d.decompress(d.unconsumed_tail)
print(out == data, d.unconsumed_tail, d.unused_data, d.eof, d.flush())  # expect: True b'more' b'more' True b''
print(half.flush() == data[20:], half.eof, half.unused_data)  # expect: True True b'more'
d.decompress(b"", -1)  # raises: ValueError: max_length must be non-negative
d.flush(0)  # raises: ValueError: length must be greater than zero
c.compress(b"")  # raises: zlib.error: Error -2 while compressing data: inconsistent stream state
c.copy()  # raises: ValueError: Inconsistent stream state
zlib.decompressobj().decompress(packed)  # raises: zlib.error: Error 2 while decompressing data
zlib.decompressobj(zdict=b"other").decompress(packed)  # raises: zlib.error: Error -3 while setting zdict: invalid input data
zlib.compressobj(10)  # raises: ValueError: Invalid initialization option
zlib.decompressobj(zdict="text")  # raises: TypeError: zdict argument must support the buffer protocol
