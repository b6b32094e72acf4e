import re
p = re.compile(r"(<)?\w+(?(1)>|$)")
print([bool(p.fullmatch(t)) for t in ("<a>", "a", "<a", "a>")])  # expect: [True, True, False, False]
print(re.match(r"(?:(a)|x)(?(1)b|c)", "xc").groups(), re.match(r"(?P<q>')?x(?(q)')", "x").span())
# expect: (None,) (0, 1)
