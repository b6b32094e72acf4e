s = "a\U0001F600b"
print(len(s), s[1] == "😀", s[::-1] == "b😀a", ord(s[1]), len("\ud83d\ude00"), "\ud83d\ude00" == "😀", s.find("b"))
# expect: 3 True True 128512 2 False 2
print(chr(0x10FFFF).encode("unicode_escape") if 0 else len(chr(0x10FFFF)), "é".isalpha(), "e\u0301" == "é")
# expect: 1 True False
