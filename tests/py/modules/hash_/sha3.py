import _sha3

for make in _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384, _sha3.sha3_512:
    h = make(b"x" * 500)
    print(h.name, h.digest_size, h.block_size, h._rate_bits, h._capacity_bits, h._suffix, h.hexdigest()[:16])
# expect: sha3_224 28 144 1152 448 b'\x06' 86669634cd6d3e98
# expect: sha3_256 32 136 1088 512 b'\x06' e825d331919371bc
# expect: sha3_384 48 104 832 768 b'\x06' 7eb9c7a267f87284
# expect: sha3_512 64 72 576 1024 b'\x06' 53c9d3aaa07ed9ed
for make in _sha3.shake_128, _sha3.shake_256:
    h = make(b"x" * 500, usedforsecurity=False)
    print(h.name, h.digest_size, h.hexdigest(5), h.copy().digest(400)[-4:].hex(), h.digest(0))
# expect: shake_128 0 e1b28e572b e18f24dd b''
# expect: shake_256 0 b16d35763a 1357c2d7 b''
h.digest(-1)  # raises: ValueError: value must be positive
h.digest(1 << 29)  # raises: ValueError: length is too large
h.digest(1.5)  # raises: TypeError: an integer is required
