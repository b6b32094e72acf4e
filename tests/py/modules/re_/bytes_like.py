import re
p = re.compile(rb"(\w)(\d)?")
print(p.findall(b"a1 b"), p.findall(bytearray(b"a1")), p.match(memoryview(b"xa1")[1:]).groups(), p.split(b"-a-"))
# expect: [(b'a', b'1'), (b'b', b'')] [(b'a', b'1')] (b'a', b'1') [b'-', b'a', None, b'-']
print(p.sub(rb"<\1\2>", b"a1 b"), p.sub(lambda m: bytearray(m[0] * 2), b"ab"), type(re.sub(b"x", b"", bytearray(b"y"))))
# expect: b'<a1> <b>' b'aabb' <class 'bytes'>
re.match(b"a", "a")  # raises: TypeError: cannot use a bytes pattern on a string-like object
re.match("a", b"a")  # raises: TypeError: cannot use a string pattern on a bytes-like object
re.match("a", None)  # raises: TypeError: expected string or bytes-like object, got 'NoneType'
