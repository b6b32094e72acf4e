import re
print(re.sub(r"(\w+) (\w+)", r"\2 \g<1>\n\\", "a b c d"), re.subn("x*", "-", "abxd"), re.sub("a", "b", "aaa", count=2))
# expect: b a
# expect: \ d c
# expect: \ ('-a-b--d-', 5) bba
print(re.sub("(?P<n>b)|c", r"[\g<n>]", "abc"), re.sub("b", lambda m: None, "abc"), re.sub("x", "y", "abc"))
# expect: a[b][] ac abc
print(re.sub("", "-", "ab"), re.sub("(?:)", lambda m: str(m.start()), "ab"), re.sub("a", r"\0", "a") == "\0")
# expect: -a-b- 0a1b2 True
re.sub("a", r"\1", "a")  # raises: re.error: invalid group reference 1 at position 1
re.sub("a", r"\g<x>", "a")  # raises: IndexError: unknown group name 'x'
re.sub("a", lambda m: 1, "xa")  # raises: TypeError: sequence item 1: expected str instance, int found
