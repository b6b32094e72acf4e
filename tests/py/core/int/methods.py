print((5).bit_length(), (0).bit_length(), (-8).bit_length(), (2 ** 100).bit_length(), (255).bit_count(), (-7).bit_count(), (5).conjugate(), (6).real, (6).imag, (6).numerator, (6).denominator, (3).as_integer_ratio())
# expect: 3 0 4 101 8 3 5 6 0 6 1 (3, 1)
print((258).to_bytes(2, "big"), (258).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (0).to_bytes(0, "big"), (5).to_bytes(), int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 2]), int.from_bytes(b""))
# expect: b'\x01\x02' b'\x02\x01\x00\x00' b'\xff\xfe' b'' b'\x05' 258 -257 258 0
print((7).__round__(), (17).__round__(-1), (15).__round__(-1), (25).__round__(-1), (7).__floor__(), (7).__ceil__(), (7).__trunc__(), (1234).__round__(-2), (2 ** 70).to_bytes(9, "big").hex(), int.from_bytes(bytes(9) + b"\1", "little") == 2 ** 72)
# expect: 7 20 20 20 7 7 7 1200 400000000000000000 True
(256).to_bytes(1, "big")  # raises: OverflowError: int too big to convert
(-1).to_bytes(1, "big")  # raises: OverflowError: can't convert negative int to unsigned
(1).to_bytes(-1, "big")  # raises: ValueError: length argument must be non-negative
(1).to_bytes(1, "middle")  # raises: ValueError: byteorder must be either 'little' or 'big'
int.from_bytes(5)  # raises: TypeError: cannot convert 'int' object to bytes
