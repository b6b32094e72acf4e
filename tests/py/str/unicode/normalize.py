import unicodedata as u
s = "\u1e9b\u0323\ufb01\uac01\u212b"
for form in "NFC", "NFD", "NFKC", "NFKD":
    print(form, ascii(u.normalize(form, s)), u.is_normalized(form, s))
# expect: NFC '\u1e9b\u0323\ufb01\uac01\xc5' False
# expect: NFD '\u017f\u0323\u0307\ufb01\u1100\u1161\u11a8A\u030a' False
# expect: NFKC '\u1e69fi\uac01\xc5' False
# expect: NFKD 's\u0323\u0307fi\u1100\u1161\u11a8A\u030a' False
print(ascii(u.normalize("NFC", "e\u0301\u0323a\u0308\u0304")), ascii(u.normalize("NFC", "\u1100\u1161\u11a8")))
# expect: '\u1eb9\u0301\u01df' '\uac01'
u.normalize("NFX", s)  # raises: ValueError: invalid normalization form
