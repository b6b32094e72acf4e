print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("z", "y"))
# expect: bbb bba -a-b-c- -a-bc abc
print("é漢é".replace("é", "e"), "aXbX".replace("X", ""), "ab".replace("ab", "漢字漢"), "".replace("", "x"), "aa".replace("aa", "a"))
# expect: e漢e ab 漢字漢 x a
"a".replace("a")  # raises: TypeError: replace expected at least 2 arguments, got 1
"a".replace(1, 2)  # raises: TypeError: replace() argument 1 must be str, not int
