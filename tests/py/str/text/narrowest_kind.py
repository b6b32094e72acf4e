s = "a\U0001F600b\u1234c\u00e9"
print(s[0:1] + s[2:3] == "ab", hash(s[0] + s[2]) == hash("ab"), s.replace("\U0001F600", "").replace("\u1234", "") == "abc\u00e9")
# expect: True True True
print("\u1234a".strip("\u1234") in {"a"}, "".join(["\u1234", "a"])[1:] in {"a": 1}, s.translate({0x1f600: None, 0x1234: None, 0xe9: "e"}) in {"abce"})
# expect: True True True
