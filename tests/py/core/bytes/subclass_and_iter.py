class B(bytes): pass
print(B(b"a"), type(B(b"a") + b"b").__name__, type(B(b"ab")[:1]).__name__, B(b"x") == b"x")
# expect: b'a' bytes bytes True
it = iter(b"ab")
print(next(it), it.__length_hint__(), type(it).__name__, max(b"az"), sum(b"\1\2"), list(reversed(b"ab")))
# expect: 97 1 bytes_iterator 122 3 [98, 97]
