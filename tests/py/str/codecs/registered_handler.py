import codecs
codecs.register_error("bytes", lambda e: (b"\xfe", e.end))
codecs.register_error("again", lambda e: ("ab", -1))
print("a\u1234b".encode("ascii", "bytes"))  # expect: b'a\xfeb'
print("a\u1234b".encode("latin-1", "again"))  # expect: b'aabb'
print(b"a\xffb".decode("utf-8", "again"))  # expect: aabb
codecs.register_error("wrong", lambda e: "z")
"a\u1234b".encode("ascii", "wrong")  # raises: TypeError: encoding error handler must return (str/bytes, int) tuple
