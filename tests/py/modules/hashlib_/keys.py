import _hashlib

m = _hashlib.hmac_new(b"key", digestmod="sha256")
m.update(b"message")
print(m.name, m.digest_size, m.block_size, m.hexdigest()[:16], m.copy().digest() == _hashlib.hmac_digest(b"key", b"message", _hashlib.openssl_sha256))
# expect: hmac-sha256 32 64 6e9ef29b75fffc5b True
print(_hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2, 5).hex(), len(_hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1)))
# expect: ea6c014dc7 32
print(_hashlib.scrypt(b"password", salt=b"salt", n=16, r=8, p=1, dklen=7).hex())  # expect: f876178f94837d
print(_hashlib.compare_digest("a", "a"), _hashlib.compare_digest(b"a", bytearray(b"b")))  # expect: True False
_hashlib.hmac_new(b"key")  # raises: TypeError: Missing required parameter 'digestmod'.
_hashlib.hmac_digest(b"key", b"", len)  # raises: _hashlib.UnsupportedDigestmodError: Unsupported digestmod <built-in function len>
_hashlib.pbkdf2_hmac("sha1", b"p", b"s", 0)  # raises: ValueError: iteration value must be greater than 0.
_hashlib.pbkdf2_hmac("sha1", b"p", b"s", 1, -1)  # raises: ValueError: key length must be greater than 0.
_hashlib.scrypt(b"p", salt=b"s", n=15, r=8, p=1)  # raises: ValueError: n must be a power of 2.
_hashlib.scrypt(b"p", salt=b"s", n=16, r=8)  # raises: TypeError: p is required and must be an unsigned int
_hashlib.scrypt(b"p", salt=b"s", n=2**30, r=8, p=1)  # raises: ValueError: [digital envelope routines] memory limit exceeded
_hashlib.compare_digest("a", b"a")  # raises: TypeError: a bytes-like object is required, not 'str'
