from _blake2 import blake2b, blake2s

for make in blake2b, blake2s:
    print(make(b"x" * 500).hexdigest()[:16], make(b"x" * 500, digest_size=5, key=b"key", salt=b"salt", person=b"who").hexdigest())
    h = make(fanout=2, depth=3, leaf_size=4096, node_offset=2**40 + 1, node_depth=1, inner_size=32, last_node=True)
    h.update(b"leaf")
    print(h.name, h.digest_size, make.MAX_KEY_SIZE, make.SALT_SIZE, make.PERSON_SIZE, h.hexdigest()[:16])
# expect: b442e9aaeb5966f8 eb7a1d2b55
# expect: blake2b 64 64 16 16 0037046f162b9623
# expect: 14ad8b5c7da1be12 2352c76404
# expect: blake2s 32 32 8 8 00bbfc581d6441b2
blake2b(digest_size=65)  # raises: ValueError: digest_size must be between 1 and 64 bytes
blake2b(key=b"k" * 65)  # raises: ValueError: maximum key length is 64 bytes
blake2s(salt=b"s" * 9)  # raises: ValueError: maximum salt length is 8 bytes
blake2b(depth=0)  # raises: ValueError: depth must be between 1 and 255
blake2b(leaf_size=2**32)  # raises: OverflowError: leaf_size is too large
blake2s(node_offset=2**48)  # raises: OverflowError: node_offset is too large
blake2s(inner_size=33)  # raises: ValueError: inner_size must be between 0 and is 32
blake2b("text")  # raises: TypeError: Strings must be encoded before hashing
