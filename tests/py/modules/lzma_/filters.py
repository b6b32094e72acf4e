import _lzma
from _lzma import *

chain = [{"id": FILTER_DELTA, "dist": 4}, {"id": FILTER_X86}, {"id": FILTER_LZMA2, "preset": 3, "dict_size": 1 << 16}]
c = LZMACompressor(FORMAT_RAW, filters=chain)
packed = c.compress(b"abcd" * 500) + c.flush()
print(len(packed), LZMADecompressor(FORMAT_RAW, filters=chain).decompress(packed) == b"abcd" * 500)  # expect: 30 True
for row in {"id": FILTER_LZMA1, "lc": 1, "lp": 2, "pb": 3, "dict_size": 4096}, {"id": FILTER_LZMA2}, {"id": FILTER_DELTA}, {"id": FILTER_ARM, "start_offset": 8}:
    encoded = _lzma._encode_filter_properties(row)
    print(encoded.hex(), _lzma._decode_filter_properties(row["id"], encoded))
# expect: 9a00100000 {'id': 4611686018427387905, 'lc': 1, 'lp': 2, 'pb': 3, 'dict_size': 4096}
# expect: 16 {'id': 33, 'dict_size': 8388608}
# expect: 00 {'id': 3, 'dist': 1}
# expect: 08000000 {'id': 7, 'start_offset': 8}
print(is_check_supported(CHECK_CRC64), is_check_supported(CHECK_ID_MAX))  # expect: True False
LZMACompressor(filters=[1])  # raises: TypeError: Filter specifier must be a dict or dict-like object
LZMACompressor(filters=[{}])  # raises: ValueError: Filter specifier must have an "id" entry
LZMACompressor(filters=[{"id": 99}])  # raises: ValueError: Invalid filter ID: 99
LZMACompressor(filters=[{"id": FILTER_LZMA2, "speed": 1}])  # raises: ValueError: Invalid filter specifier for LZMA filter
LZMACompressor(filters=[{"id": FILTER_LZMA2}] * 5)  # raises: ValueError: Too many filters - liblzma supports a maximum of 4
LZMACompressor(preset=1, filters=[])  # raises: ValueError: Cannot specify both preset and filter chain
LZMACompressor(FORMAT_ALONE, filters=[{"id": FILTER_LZMA2}])  # raises: ValueError: Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter
_lzma._decode_filter_properties(FILTER_LZMA1, b"x")  # raises: _lzma.LZMAError: Invalid or unsupported options
