s = "hÉllo wORLD ß ŉ ǆ"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
# expect: HÉLLO WORLD SS ʼN Ǆ héllo world ß ŉ ǆ Héllo World Ss ʼN ǅ Héllo world ß ŉ ǆ HéLLO World SS ʼN Ǆ héllo world ss ʼn ǆ
print("ﬃ".upper(), "İ".lower().encode(), "ΑΣ".lower(), "they're bill's".title(), "ǅ".istitle())
# expect: FFI b'i\xcc\x87' ας They'Re Bill'S True
print("abc".isupper(), "ABC1".isupper(), "aBc".islower(), "abc".islower(), "".islower(), "Ab Cd".istitle(), "AB".istitle())
# expect: False True False True False True False
