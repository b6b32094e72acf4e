print(repr("\a\b\f\v\r\n\t\\\'\""))  # expect: '\x07\x08\x0c\x0b\r\n\t\\\'"'
print(repr("\x7f\x80\xa0\xad\u2028\ud800\U0010ffff é ß 漢"))  # expect: '\x7f\x80\xa0\xad\u2028\ud800\U0010ffff é ß 漢'
print(ascii("é漢😀"))  # expect: '\xe9\u6f22\U0001f600'
print(repr('"'), repr("'"), repr('\'"'))  # expect: '"' "'" '\'"'
print("\377", "\8" if 0 else "x")  # expect: ÿ x
