import re
print(re.findall("(?i)k", "kK\u212a"), re.findall("(?ia)k", "kK\u212a"), re.findall("(?i)[h-l]", "HKz\u212a"))
# expect: ['k', 'K', 'K'] ['k', 'K'] ['H', 'K', 'K']
print(re.fullmatch("(?i)straße", "STRAßE"), re.match("(?i)ﬅ", "ﬆ"), re.match(r"(?i)(ab)\1", "aBAb"))
# expect: <re.Match object; span=(0, 6), match='STRAßE'> <re.Match object; span=(0, 1), match='ﬆ'> <re.Match object; span=(0, 4), match='aBAb'>
print(re.findall(rb"(?i)[a-c]+", b"abCx"), re.findall("(?i)[^x]", "xXy"), re.match("(?i)й", "Й"))
# expect: [b'abC'] ['y'] <re.Match object; span=(0, 1), match='Й'>
