import marshal
marshal.loads(b"")  # raises: EOFError: EOF read where object expected
marshal.loads(b"0")  # raises: TypeError: NULL object in marshal data for object
marshal.loads(b"i12")  # raises: EOFError: marshal data too short
marshal.loads(b"?")  # raises: ValueError: bad marshal data (unknown type code)
marshal.loads(b"(\xff\xff\xff\xff")  # raises: ValueError: bad marshal data (tuple size out of range)
marshal.loads(b"(\xff\xff\xff\x7f")  # raises: EOFError: EOF read where object expected
marshal.loads(b"r\x00\x00\x00\x00")  # raises: ValueError: bad marshal data (invalid reference)
marshal.loads(b"l\x01\x00\x00\x00\x00\x80")  # raises: ValueError: bad marshal data (digit out of range in long)
marshal.loads(b"l\x01\x00\x00\x00\x00\x00")  # raises: ValueError: bad marshal data (unnormalized long data)
marshal.loads(b"[\x01\x00\x00\x000")  # raises: TypeError: NULL object in marshal data for list
marshal.loads(b"[\x01\x00\x00\x00" * 3000)  # raises: ValueError: recursion limit exceeded
