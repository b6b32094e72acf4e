data = b"a\xff\xc3b\xe2\x82"
for name in "ignore", "replace", "backslashreplace", "surrogateescape":
    print(ascii(data.decode("utf-8", name)), ascii(data.decode("ascii", name)))
# expect: 'ab' 'ab'
# expect: 'a\ufffd\ufffdb\ufffd' 'a\ufffd\ufffdb\ufffd\ufffd'
# expect: 'a\\xff\\xc3b\\xe2\\x82' 'a\\xff\\xc3b\\xe2\\x82'
# expect: 'a\udcff\udcc3b\udce2\udc82' 'a\udcff\udcc3b\udce2\udc82'
data.decode("utf-8", "xmlcharrefreplace")  # raises: TypeError: don't know how to handle UnicodeDecodeError in error callback
