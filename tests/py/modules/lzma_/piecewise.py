from _lzma import *

data = b"hello world" * 100
for options in {}, {"format": FORMAT_ALONE}, {"check": CHECK_SHA256, "preset": 1}:
    c = LZMACompressor(**options)
    packed = c.compress(data[:50]) + c.compress(data[50:]) + c.flush()
    d = LZMADecompressor()
    print(d.check, d.decompress(packed, max_length=10), d.needs_input, d.check)
    print(d.decompress(b"more", 20), d.needs_input)
    print(len(d.decompress(b"")), d.eof, d.needs_input, d.unused_data)
# expect: 16 b'hello worl' False 4
# expect: b'dhello worldhello wo' False
# expect: 1070 True False b'more'
# expect: 16 b'hello worl' False 0
# expect: b'dhello worldhello wo' False
# expect: 1070 True False b'more'
# expect: 16 b'hello worl' False 10
# expect: b'dhello worldhello wo' False
# expect: 1070 True False b'more'
d.decompress(b"")  # raises: EOFError: Already at end of stream
LZMADecompressor().decompress(b"garbage")  # raises: _lzma.LZMAError: Input format not supported by decoder
LZMADecompressor(memlimit=1).decompress(packed)  # raises: _lzma.LZMAError: Memory usage limit exceeded
c.compress(b"")  # raises: ValueError: Compressor has been flushed
c.flush()  # raises: ValueError: Repeated call to flush()
LZMACompressor(99)  # raises: ValueError: Invalid container format: 99
LZMACompressor(FORMAT_ALONE, CHECK_CRC32)  # raises: ValueError: Integrity checks are only supported by FORMAT_XZ
LZMACompressor(preset=10)  # raises: _lzma.LZMAError: Invalid or unsupported options
LZMADecompressor(FORMAT_RAW)  # raises: ValueError: Must specify filters for FORMAT_RAW
