import re
print(re.findall(r'"(.*?)"', '"a" "b\\" "c"'), re.match("a+?", "aaa")[0], re.match("a{2,3}?", "aaa")[0], re.match("a*?b", "aab")[0])
# expect: ['a', 'b\\', 'c'] a aa aab
print(re.match("(?:ab)*?c", "ababc")[0], re.match("(?:a|b)+?$", "abba")[0], re.match("(a??)(a?)", "a").groups(), re.match("(?s)a.*?b", "a\nb")[0])
# expect: ababc abba ('', 'a') a
# expect: b
