import re
s = re.compile(r"\w").scanner("ab c")
print(s.match(), s.match(), s.match(), s.match(), s.search())
# expect: <re.Match object; span=(0, 1), match='a'> <re.Match object; span=(1, 2), match='b'> None None None
s = re.compile(r"x*").scanner("axb")
print([m.span() for m in iter(s.search, None)], s.pattern.pattern)  # expect: [(0, 0), (1, 2), (2, 2), (3, 3)] x*
