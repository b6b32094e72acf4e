print("{:{}{}}|{:{w}.{p}}".format("x", "*^", 5, 3.14159, w=8, p=3), "{0[a][1].real}".format({"a": [1, 2]}), "{a.b}".format(a=type("T", (), {"b": 5})))
# expect: **x**|    3.14 2 5
print("{!r:>6}{!s}{!a}".format("x", "y", "\u00e9"), "{{{}}}".format(1), "{:{{}}}".format(type("F", (), {"__format__": lambda s, f: f})()))
# expect:    'x'y'\xe9' {1} {}
"{:{:{}}}".format(1, 2, 3)  # raises: ValueError: Max string recursion exceeded
"{0[}".format(1)  # raises: ValueError: expected '}' before end of string
"{a!}".format(a=1)  # raises: ValueError: unmatched '{' in format spec
"{0.}".format(1)  # raises: ValueError: Empty attribute in format string
"{}{0}".format(1)  # raises: ValueError: cannot switch from automatic field numbering to manual field specification
