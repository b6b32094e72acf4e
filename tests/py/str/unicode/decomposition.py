import unicodedata as u
for c in "\u00c5\u00bd\ufb01\u2460\U0001D400\uac00a":
    print(ascii(c), repr(u.decomposition(c)))
# expect: '\xc5' '0041 030A'
# expect: '\xbd' '<fraction> 0031 2044 0032'
# expect: '\ufb01' '<compat> 0066 0069'
# expect: '\u2460' '<circle> 0031'
# expect: '\U0001d400' '<font> 0041'
# expect: '\uac00' ''
# expect: 'a' ''
