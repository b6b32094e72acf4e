import unicodedata as u
for name in "LATIN SMALL LETTER A", "latin small letter b", "CJK UNIFIED IDEOGRAPH-4E00", "HANGUL SYLLABLE GAG", "NULL", "line feed", "NUSHU CHARACTER-1B170":
    print(ascii(u.lookup(name)))
# expect: 'a'
# expect: 'b'
# expect: '\u4e00'
# expect: '\uac01'
# expect: '\x00'
# expect: '\n'
# expect: '\U0001b170'
print(ascii(u.lookup("KEYCAP NUMBER SIGN")), "\N{GREEK SMALL LETTER ALPHA}" == "\u03b1", u.name("\ud7a3"), u.name("\uf900"))
# expect: '#\ufe0f\u20e3' True HANGUL SYLLABLE HIH CJK COMPATIBILITY IDEOGRAPH-F900
u.lookup("cjk unified ideograph-4e00")  # raises: KeyError: "undefined character name 'cjk unified ideograph-4e00'"
u.name("\x00")  # raises: ValueError: no such name
u.lookup("NO SUCH NAME")  # raises: KeyError: "undefined character name 'NO SUCH NAME'"
