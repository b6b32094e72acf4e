class S(str):
    def __str__(self): return "custom"
    def upper(self): return "U"
s = S("abc")
print(s, repr(s), s.upper(), s + "d", type(s + "d").__name__, type(s[:]).__name__, type(s.lower()).__name__, s == "abc", {s: 1}["abc"], str(s), f"{s}", "%s" % s)
# expect: custom 'abc' U abcd str str str True 1 custom custom custom
s.tag = 1
print(s.tag, type(str(s)).__name__, len(s), "".join([s]))  # expect: 1 str 3 abc
