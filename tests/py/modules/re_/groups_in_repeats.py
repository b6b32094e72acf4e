import re
print(re.match(r"(?:(a)|b)*", "ab").groups(), re.match(r"(?:(a)|(b))*", "ba").groups())  # expect: ('a',) ('a', 'b')
print(re.match(r"((a)|b)*c", "abc").groups(), re.match(r"(a*)*", "aab").groups(), re.match(r"(a*)+", "b").groups())
# expect: ('b', 'a') ('',) ('',)
print(re.match(r"(?:(\w)(\w)?)+", "abc").groups(), re.match(r"(a|ab)(c|bcd)(d*)", "abcd").groups())
# expect: ('c', 'b') ('a', 'bcd', '')
print(re.match(r"(?:(a)b|(a)c)", "ac").groups(), re.match(r"(?=(a+))a*b\1", "abab").groups())
# expect: (None, 'a') ('a',)
