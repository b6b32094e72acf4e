import struct
struct.pack("i")  # raises: struct.error: pack expected 1 items for packing (got 0)
struct.pack("i", "a")  # raises: struct.error: required argument is not an integer
struct.pack("b", 200)  # raises: struct.error: byte format requires -128 <= number <= 127
struct.pack("B", -1)  # raises: struct.error: ubyte format requires 0 <= number <= 255
struct.pack("<i", 2 ** 40)  # raises: struct.error: 'i' format requires -2147483648 <= number <= 2147483647
struct.unpack("i", b"abc")  # raises: struct.error: unpack requires a buffer of 4 bytes
struct.pack("z", 1)  # raises: struct.error: bad char in struct format
struct.pack("c", b"ab")  # raises: struct.error: char format requires a bytes object of length 1
struct.pack("s", "a")  # raises: struct.error: argument for 's' must be a bytes object
struct.calcsize("i 5")  # raises: struct.error: repeat count given without format specifier
struct.pack("f", "x")  # raises: struct.error: required argument is not a float
struct.pack("<f", 1e300)  # raises: OverflowError: float too large to pack with f format
struct.unpack_from("i", b"ab")  # raises: struct.error: unpack_from requires a buffer of at least 4 bytes for unpacking 4 bytes at offset 0 (actual buffer size is 2)
struct.pack_into("i", bytearray(2), 0, 1)  # raises: struct.error: pack_into requires a buffer of at least 4 bytes for packing 4 bytes at offset 0 (actual buffer size is 2)
struct.pack("<P", 1)  # raises: struct.error: bad char in struct format
