import _hashlib

for name in "md5", "SHA256", "sha512_256", "sha3-256", "blake2b", "ripemd160", "sm3":
    h = _hashlib.new(name, b"abc")
    copy = h.copy()
    copy.update(b"def" * 1000)
    print(h.name, h.digest_size, h.block_size, h.hexdigest()[:16], copy.digest()[:4].hex(), type(h))
# expect: md5 16 64 900150983cd24fb0 20d8290c <class '_hashlib.HASH'>
# expect: sha256 32 64 ba7816bf8f01cfea 09c8b57f <class '_hashlib.HASH'>
# expect: sha512_256 32 128 53048e2681941ef9 77fb1265 <class '_hashlib.HASH'>
# expect: sha3_256 32 136 3a985da74fe225b2 59a0b2fa <class '_hashlib.HASH'>
# expect: blake2b 64 128 ba80a53f981c4d0d 48eb736a <class '_hashlib.HASH'>
# expect: ripemd160 20 64 8eb208f7e05d987a e07e698f <class '_hashlib.HASH'>
# expect: sm3 32 64 66c7f0f462eeedd9 872005e5 <class '_hashlib.HASH'>
x = _hashlib.openssl_shake_128(b"abc", usedforsecurity=False)
print(x.name, x.digest_size, x.digest(4), x.hexdigest(length=5), type(x).__base__)
# expect: shake_128 0 b'X\x81\t-' 5881092dd8 <class '_hashlib.HASH'>
print(_hashlib._constructors[_hashlib.openssl_sha1], "sha512" in _hashlib.openssl_md_meth_names, _hashlib.get_fips_mode())
# expect: sha1 True 0
_hashlib.new("nothing")  # raises: ValueError: [digital envelope routines] unsupported
_hashlib.new(1)  # raises: TypeError: name must be a string
_hashlib.openssl_md5("text")  # raises: TypeError: Strings must be encoded before hashing
_hashlib.HASH()  # raises: TypeError: cannot create '_hashlib.HASH' instances
x.digest()  # raises: TypeError: digest() missing required argument 'length' (pos 1)
