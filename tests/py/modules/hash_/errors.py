import _sha256

h = _sha256.sha256()
h.update("text")  # raises: TypeError: Strings must be encoded before hashing
h.update(1)  # raises: TypeError: object supporting the buffer API required
h.update(memoryview(b"abcd")[::2])  # raises: BufferError: memoryview: underlying buffer is not C-contiguous
h.digest(16)  # raises: TypeError: sha256.digest() takes no arguments (1 given)
_sha256.sha256(b"", 1)  # raises: TypeError: sha256() takes at most 1 positional argument (2 given)
_sha256.sha256(b"", string=b"")  # raises: TypeError: argument for sha256() given by name ('string') and position (1)
_sha256.SHA256Type()  # raises: TypeError: cannot create '_sha256.sha256' instances
