import re
print(re.split(",", "a,b,,c"), re.split("(,)(x)?", "a,b"), re.split(r"\b", "ab cd"), re.split("x*", "axb"), re.split(",", "a,b,c", maxsplit=1))
# expect: ['a', 'b', '', 'c'] ['a', ',', None, 'b'] ['', 'ab', ' ', 'cd', ''] ['', 'a', '', 'b', ''] ['a', 'b,c']
print(re.findall("a|b", "abc"), re.findall("(a)|b", "ab"), re.findall("(a)(b)?", "aab"), re.findall("", "ab"), re.findall(r"\Ba", "aaa"))
# expect: ['a', 'b'] ['a', ''] [('a', ''), ('a', 'b')] ['', '', ''] ['a', 'a']
print([m.span() for m in re.finditer("a*", "baa")], list(re.finditer("x", "y")))  # expect: [(0, 0), (1, 3), (3, 3)] []
