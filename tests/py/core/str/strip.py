print(repr("  a b ".strip()), repr(" a ".lstrip()), repr(" a ".rstrip()), "xxaxx".strip("x"), "abcba".strip("ab"), "mississippi".rstrip("ipsm"))
# expect: 'a b' 'a ' ' a' a c
print(repr("\t\n\u2003a\x1f".strip()), "aaa".strip("a") == "", "abc".lstrip(""), "abc".strip(None))
# expect: 'a' True abc abc
print("TestHook".removeprefix("Test"), "a.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""))
# expect: Hook a abc abc
"a".strip(5)  # raises: TypeError: strip arg must be None or str
"a".removeprefix(1)  # raises: TypeError: removeprefix() argument must be str, not int
