import re
print(re.findall("foo|bar|ba", "foobabar"), re.match("a|ab", "ab")[0], re.match("(?:|a)b", "ab"), re.findall("(?:a|b|)c", "acbcc"))
# expect: ['foo', 'ba', 'bar'] a <re.Match object; span=(0, 2), match='ab'> ['ac', 'bc', 'c']
print(re.match("(a|b|c)+d", "abcd").groups(), re.fullmatch("(?:a|ab)(?:c|bcd)", "abcd").span(), re.findall(r"cat|\d+|c.", "cat 12 co"))
# expect: ('c',) (0, 4) ['cat', '12', 'co']
