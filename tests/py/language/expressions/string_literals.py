print('a' "b" '''c''' """d""")  # expect: abcd
print("tab\tnl\\n \x41 \u00e9 \U0001F600 \N{GREEK SMALL LETTER ALPHA} \101 \0end".encode())
# expect: b'tab\tnl\\n A \xc3\xa9 \xf0\x9f\x98\x80 \xce\xb1 A \x00end'
print(r"\n" R'\t' u"u", b"\x00\xff" rb"\x" bR"\y")  # expect: \n\tu b'\x00\xff\\x\\y'
print("""line
next \
joined""")
# expect: line
# expect: next joined
print('it\'s', "it's", 'say "x"', "both ' and \"")  # expect: it's it's say "x" both ' and "
