import unicodedata as u
for c in "aA1 \u00bd\u0301\u05d0\u4e00\uac00\U0001F600\ud800\x00\u2028":
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), u.name(c, None))
# expect: 'a' Ll L 0 Na 0 LATIN SMALL LETTER A
# expect: 'A' Lu L 0 Na 0 LATIN CAPITAL LETTER A
# expect: '1' Nd EN 0 Na 0 DIGIT ONE
# expect: ' ' Zs WS 0 Na 0 SPACE
# expect: '\xbd' No ON 0 A 0 VULGAR FRACTION ONE HALF
# expect: '\u0301' Mn NSM 230 A 0 COMBINING ACUTE ACCENT
# expect: '\u05d0' Lo R 0 N 0 HEBREW LETTER ALEF
# expect: '\u4e00' Lo L 0 W 0 CJK UNIFIED IDEOGRAPH-4E00
# expect: '\uac00' Lo L 0 W 0 HANGUL SYLLABLE GA
# expect: '\U0001f600' So ON 0 W 0 GRINNING FACE
# expect: '\ud800' Cs L 0 N 0 None
# expect: '\x00' Cc BN 0 N 0 None
# expect: '\u2028' Zl WS 0 N 0 LINE SEPARATOR
