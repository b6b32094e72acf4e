# Offsets that leave too little room, and formats with a null, say so.
import struct

buffer = bytearray(10)
struct.pack_into("<I", buffer, -2, 1)  # raises: struct.error: no space to pack 4 bytes at offset -2
struct.pack_into("<I", buffer, -11, 1)  # raises: struct.error: offset -11 out of range for 10-byte buffer
struct.pack_into("<I", buffer, 2**63 - 1, 1)  # raises: struct.error: pack_into requires a buffer of at least 9223372036854775811 bytes for packing 4 bytes at offset 9223372036854775807 (actual buffer size is 10)
struct.unpack_from("<I", buffer, -2)  # raises: struct.error: not enough data to unpack 4 bytes at offset -2
struct.calcsize("i\0")  # raises: struct.error: embedded null character
struct.calcsize("\xe9")  # raises: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
