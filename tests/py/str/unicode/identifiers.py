for s in "a", "_", "1a", "\u00e9", "a\u0301", "\u0301a", "\u2118", "\u00b7", "a\u00b7", "", "a b", "\U00010400":
    print(ascii(s), s.isidentifier())
# expect: 'a' True
# expect: '_' True
# expect: '1a' False
# expect: '\xe9' True
# expect: 'a\u0301' True
# expect: '\u0301a' False
# expect: '\u2118' True
# expect: '\xb7' False
# expect: 'a\xb7' True
# expect: '' False
# expect: 'a b' False
# expect: '\U00010400' True
