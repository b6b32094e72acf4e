import unicodedata as u
old = u.ucd_3_2_0
print(u.unidata_version, old.unidata_version, type(old))  # expect: 14.0.0 3.2.0 <class 'unicodedata.UCD'>
print(old.category("\u00ad"), u.category("\u00ad"), old.category("\U0001F600"), old.bidirectional("+"), old.east_asian_width("\u231a"))
# expect: Pd Cf Cn ET N
print(ascii(old.normalize("NFC", "\U0002f868")), ascii(u.normalize("NFC", "\U0002f868")), old.decimal("\u00b2"), old.mirrored("\u29a1"))
# expect: '\U0002136a' '\u36fc' 2 1
old.name("\U0001F600")  # raises: ValueError: no such name
