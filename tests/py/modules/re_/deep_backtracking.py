import re
print(re.match("(?:a|b)*c", "ab" * 100000), re.match("(?:(a)|(b))*", "ab" * 100000).groups())  # expect: None ('a', 'b')
print(re.match("(?:a|b)*?c", "ab" * 100000 + "c").end(), re.match("(a*)*b", "a" * 15), len(re.findall("(?:x(?=y)|y)+", "xy" * 50000)[0]))
# expect: 200001 None 100000
