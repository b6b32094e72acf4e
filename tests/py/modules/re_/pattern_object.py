import copy, re
p = re.compile("(?P<a>x)(y)", re.I | re.X)
print(p.groups, dict(p.groupindex), p.flags, p.pattern, p)
# expect: 2 {'a': 1} 98 (?P<a>x)(y) re.compile('(?P<a>x)(y)', re.IGNORECASE|re.VERBOSE)
print(repr(re.compile(b"a", re.A)), repr(re.compile("a", re.M | re.S)), repr(re.compile("a", re.A)))
# expect: re.compile(b'a', re.ASCII) re.compile('a', re.MULTILINE|re.DOTALL) re.compile('a', re.ASCII)
print(p == re.compile("(?P<a>x)(y)", re.I | re.X), p == re.compile("x"), hash(p) == hash(copy.copy(p)), copy.deepcopy(p) is p)
# expect: True False True True
print(re.Pattern[str], re.Match[bytes], type(p.groupindex).__name__, p.__class__.__name__)
# expect: re.Pattern[str] re.Match[bytes] mappingproxy Pattern
p < p  # raises: TypeError: '<' not supported between instances of 're.Pattern' and 're.Pattern'
re.Pattern()  # raises: TypeError: cannot create 're.Pattern' instances
