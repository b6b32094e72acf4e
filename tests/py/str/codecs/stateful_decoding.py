import codecs
print(codecs.utf_8_decode(b"a\xe2\x82", "strict", False))  # expect: ('a', 1)
print(codecs.utf_16_ex_decode(b"\xff\xfea\x00b", "strict", 0, False))  # expect: ('a', 4, -1)
print(codecs.utf_32_decode(b"a\x00\x00\x00b", "strict", False))  # expect: ('a', 4)
print(codecs.utf_7_decode(b"a+AGE", "strict", False))  # expect: ('a', 1)
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(b"\xe2"), decoder.decode(b"\x82"), decoder.decode(b"\xac", True)])  # expect: ['', '', '€']
