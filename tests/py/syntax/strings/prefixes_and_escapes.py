print(r"\n", b"\x41\101", rb"\x41", u"é", Rb'\d')  # expect: \n b'AA' b'\\x41' é b'\\d'
print(ascii("\x41\u00e9\U0001F600\N{BULLET}\101\a\
continued"))  # expect: 'A\xe9\U0001f600\u2022A\x07continued'
print("a" 'b' """c
d""")
# expect: abc
# expect: d
print(len("\ud800"), b"a" b"\0")  # expect: 1 b'a\x00'
