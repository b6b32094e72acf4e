import re
m = re.match(r"(?P<year>\d+)-(\d+)?", "2023-x", )
print(m)  # expect: <re.Match object; span=(0, 5), match='2023-'>
print(m.group(), m.group(1, 2), m["year"], m[0])  # expect: 2023- ('2023', None) 2023 2023-
print(m.groups(), m.groups("?"), m.groupdict())  # expect: ('2023', None) ('2023', '?') {'year': '2023'}
print(m.span(), m.span(2), m.start("year"), m.end(1), m.regs)  # expect: (0, 5) (-1, -1) 0 4 ((0, 5), (0, 4), (-1, -1))
print(m.lastindex, m.lastgroup, m.pos, m.endpos, m.string, m.re.pattern)
# expect: 1 year 0 6 2023-x (?P<year>\d+)-(\d+)?
print(m.expand(r"\g<year>/\1/\g<2>."))  # expect: 2023/2023/.
m.group(3)  # raises: IndexError: no such group
m["month"]  # raises: IndexError: no such group
