for m in ("isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isidentifier", "isprintable", "isascii"):
    print(m, [getattr(s, m)() for s in ("", "abc", "é", "12", "²", "½", "٣", "a1", " \t\u2003", "_x1", "1x", "a b", "\n", "漢")])
# expect: isalpha [False, True, True, False, False, False, False, False, False, False, False, False, False, True]
# expect: isdigit [False, False, False, True, True, False, True, False, False, False, False, False, False, False]
# expect: isdecimal [False, False, False, True, False, False, True, False, False, False, False, False, False, False]
# expect: isnumeric [False, False, False, True, True, True, True, False, False, False, False, False, False, False]
# expect: isalnum [False, True, True, True, True, True, True, True, False, False, True, False, False, True]
# expect: isspace [False, False, False, False, False, False, False, False, True, False, False, False, True, False]
# expect: isidentifier [False, True, True, False, False, False, False, True, False, True, False, False, False, True]
# expect: isprintable [True, True, True, True, True, True, True, True, False, True, True, True, False, True]
# expect: isascii [True, True, False, True, False, False, False, True, False, True, True, True, True, False]
