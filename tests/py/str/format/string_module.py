import string, _string
print(list(_string.formatter_parser("a{b.c[0]!r:{x}}d{{e}}")))
# expect: [('a', 'b.c[0]', '{x}', 'r'), ('d{', None, None, None), ('e}', None, None, None)]
first, rest = _string.formatter_field_name_split("a.b[0][c]")
print(first, list(rest), string.Formatter().format("{0}-{x:>3}", 1, x=2), string.Template("$a ${b}").substitute(a=1, b=2))
# expect: a [(True, 'b'), (False, 0), (False, 'c')] 1-  2 1 2
