print("a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "".split(), "".split(","), " a b ".split(" "), "a b c".split(maxsplit=1))
# expect: ['a', 'b', 'c'] ['a', 'b', '', 'c'] ['a', 'b,c'] [] [''] ['', 'a', 'b', ''] ['a', 'b c']
print("a,b,c".rsplit(",", 1), " a b  c ".rsplit(None, 1), "aXXbXXc".split("XX"), "a b c".rsplit(), "abc".split("abc"))
# expect: ['a,b', 'c'] [' a b', 'c'] ['a', 'b', 'c'] ['a', 'b', 'c'] ['', '']
print("a\nb\r\nc\rd\x0be\u2028f".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "\n\n".splitlines())
# expect: ['a', 'b', 'c', 'd', 'e', 'f'] ['a\n', 'b\n'] [] [''] ['', '']
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="))
# expect: ('k', '=', 'v=w') ('k=v', '=', 'w') ('kv', '', '') ('', '', 'kv')
"a".split("")  # raises: ValueError: empty separator
"a".split(5)  # raises: TypeError: must be str or None, not int
"a".partition("")  # raises: ValueError: empty separator
"a".partition(1)  # raises: TypeError: must be str, not int
