import re
print(re.findall(r"(?<=\$)\d+(?!\d|\.)", "$12 $3.5 45 $678"), re.findall(r"(?<!a)b", "ab b cb"))
# expect: ['12', '678'] ['b', 'b']
print(re.match(r"(?!foo)\w+", "food"), re.match(r"(?=(\w+))\1:", "ab:").groups(), re.search(r"(?<=(a))b", "ab").groups())
# expect: None ('ab',) ('a',)
re.compile("(?<=a+)b")  # raises: re.error: look-behind requires fixed-width pattern
