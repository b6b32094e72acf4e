print("\\a\n\xe9\u1234\U0001F600".encode("unicode_escape"))  # expect: b'\\\\a\\n\\xe9\\u1234\\U0001f600'
print(b"\\x41\\u0042\\U00000043\\N{DIGIT ONE}\\101\\n\\'".decode("unicode_escape"))
# expect: ABC1A
# expect: '
print("\\a\n\xe9\u1234".encode("raw_unicode_escape"), b"\\\\u0041 \\u0041".decode("raw_unicode_escape"))
# expect: b'\\a\n\xe9\\u1234' \\u0041 A
b"\\x4".decode("unicode_escape")  # raises: UnicodeDecodeError: 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape
b"\\N{NOSUCH}".decode("unicode_escape")  # raises: UnicodeDecodeError: 'unicodeescape' codec can't decode bytes in position 0-9: unknown Unicode character name
b"\\U00110000".decode("raw_unicode_escape")  # raises: UnicodeDecodeError: 'rawunicodeescape' codec can't decode bytes in position 0-9: \Uxxxxxxxx out of range
