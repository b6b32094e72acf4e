print("a+b~\u00e9\u1234\U0001F600-x".encode("utf-7"))  # expect: b'a+-b+AH4A6RI02D3eAA--x'
print(b"a+-b+AOkSNNg93gA--x".decode("utf-7") == "a+b\u00e9\u1234\U0001F600-x")  # expect: True
print(ascii(b"+AGE".decode("utf-7")), ascii(b"+2AA-".decode("utf-7", "replace")))  # expect: 'a' '\ud800'
b"+!".decode("utf-7")  # raises: UnicodeDecodeError: 'utf7' codec can't decode bytes in position 0-1: ill-formed sequence
b"\xff".decode("utf-7")  # raises: UnicodeDecodeError: 'utf7' codec can't decode byte 0xff in position 0: unexpected special character
b"+AGF-".decode("utf-7")  # raises: UnicodeDecodeError: 'utf7' codec can't decode bytes in position 0-4: non-zero padding bits in shift sequence
