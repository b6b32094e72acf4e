import zlib

data = bytes(range(256)) * 100
for level in -1, 0, 1, 9:
    for wbits in 15, -15, 31, 9:
        packed = zlib.compress(data, level, wbits)
        print(level, wbits, len(packed), zlib.decompress(packed, wbits, bufsize=1) == data)
# expect: -1 15 453 True
# expect: -1 -15 447 True
# expect: -1 31 465 True
# expect: -1 9 25675 True
# expect: 0 15 25611 True
# expect: 0 -15 25605 True
# expect: 0 31 25623 True
# expect: 0 9 25611 True
# expect: 1 15 556 True
# expect: 1 -15 550 True
# expect: 1 31 568 True
# expect: 1 9 25675 True
# expect: 9 15 453 True
# expect: 9 -15 447 True
# expect: 9 31 465 True
# expect: 9 9 25675 True
print(zlib.crc32(b"abc"), zlib.crc32(b"c", zlib.crc32(b"ab")), zlib.adler32(b"abc"), zlib.adler32(b""), zlib.crc32(b"a", -1))
# expect: 891568578 891568578 38600999 1 3310005809
zlib.decompress(b"garbage")  # raises: zlib.error: Error -3 while decompressing data: incorrect header check
zlib.decompress(zlib.compress(data)[:-1])  # raises: zlib.error: Error -5 while decompressing data: incomplete or truncated stream
zlib.decompress(b"", bufsize=-1)  # raises: ValueError: bufsize must be non-negative
zlib.compress(data, 10)  # raises: zlib.error: Bad compression level
zlib.compress("text")  # raises: TypeError: a bytes-like object is required, not 'str'
zlib.decompress(b"", 99)  # raises: zlib.error: Error -2 while preparing to decompress data: inconsistent stream state
