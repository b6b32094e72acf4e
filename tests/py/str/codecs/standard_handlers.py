s = "a\ud800\udc80\u00e9b"
for name in "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace":
    print(s.encode("ascii", name))
# expect: b'ab'
# expect: b'a???b'
# expect: b'a\\ud800\\udc80\\xe9b'
# expect: b'a&#55296;&#56448;&#233;b'
# expect: b'a\\ud800\\udc80\\N{LATIN SMALL LETTER E WITH ACUTE}b'
print("\udcff\udc80".encode("ascii", "surrogateescape"))  # expect: b'\xff\x80'
print("\ud800".encode("utf-8", "surrogatepass"), b"\xed\xa0\x80".decode("utf-8", "surrogatepass") == "\ud800")
# expect: b'\xed\xa0\x80' True
s.encode("ascii", "surrogateescape")  # raises: UnicodeEncodeError: 'ascii' codec can't encode characters in position 1-3: ordinal not in range(128)
