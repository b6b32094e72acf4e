import re
p = re.compile("^b|b$")
print(p.search("abab"), p.search("bab", 1), p.match("ab", 1), p.search("abc", 0, 2))
# expect: <re.Match object; span=(3, 4), match='b'> <re.Match object; span=(2, 3), match='b'> <re.Match object; span=(1, 2), match='b'> <re.Match object; span=(1, 2), match='b'>
print(re.fullmatch("a|ab", "ab"), re.fullmatch("a*?", "aaa").span())
# expect: <re.Match object; span=(0, 2), match='ab'> (0, 3)
print(re.compile("").match("abc", 2, 1).span(), re.compile("b*").match("abc", 2, 1))  # expect: (2, 2) None
print(re.compile("a").search("xa", -5, 99).span())  # expect: (1, 2)
