print("a\tb\tc".expandtabs(4), "\t|".expandtabs(2), "ab\tc\n\td".expandtabs(), "a\tb".expandtabs(0))
# expect: a   b   c   | ab      c
# expect:         d ab
t = str.maketrans("abc", "xyz", "d")
print("abcd".translate(t), "abc".translate({97: "AA", 98: None, 99: 67}), str.maketrans({"a": "b", 99: None}), "x".translate({}))
# expect: xyz AAC {97: 'b', 99: None} x
class M:
    def __getitem__(self, k):
        if k == 97: return "!"
        raise LookupError
print("aba".translate(M()))  # expect: !b!
str.maketrans("ab", "a")  # raises: ValueError: the first two maketrans arguments must have equal length
str.maketrans(5)  # raises: TypeError: if you give only one argument to maketrans it must be a dict
str.maketrans({"ab": 1})  # raises: ValueError: string keys in translate table must be of length 1
"a".translate({97: 0x110000})  # raises: ValueError: character mapping must be in range(0x110000)
