import re
print(re.match("(?:(?:ab)+c)*d", "ababcabcd").span(), re.match("(?:a{2}b?){2,3}", "aabaaaab").span(), re.match("(?:(?:x*)y?)*z", "xxyxz").span())
# expect: (0, 9) (0, 8) (0, 5)
print(re.match("((?:a|b)*?)c", "abc").groups(), re.match("(?:a?b??)*c", "abac").span(), re.match("(?:(a)|b|){3}", "ab").groups())
# expect: ('ab',) (0, 4) ('a',)
print(re.match("(a{1,2}){2}", "aaa").groups(), re.match("(?:ab){,2}", "ababab").end(), re.match("(?:a{0}b)*", "bb").end())
# expect: ('a',) 4 2
