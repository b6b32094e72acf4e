import re
print(re.match(r"(?>a+)ab", "aaab"), re.match(r"a++b", "aab").span(), re.match(r"a*+a", "aaa"))
# expect: None (0, 3) None
print(re.match(r"(?:ab?)++c", "abac").span(), re.match(r"(?:a?)*+", "aa").span(), re.match(r"(?>a|ab)c", "abc"))
# expect: (0, 4) (0, 2) None
print(re.match(r"(?:(\w)(?=\w)){2,3}+", "abcd").groups(), re.fullmatch(r"(?>(a+))b|a+c", "aac").groups())
# expect: ('c',) (None,)
print(re.match(r"(?:a+b?)?+a", "ak"), re.match(r"x{2,4}+x", "xxxx"), re.match(r"x{2,4}+x", "xxxxx").span())
# expect: None None (0, 5)
