n = 20000
print(("a" * n).find("a" * 500 + "b"), ("a" * n + "b").find("a" * 500 + "b"))  # expect: -1 19500
print(("ab" * n).rfind("ba" * 300 + "a"), ("\u1234" * n).find("\u1234" * 500 + "x"), ("ab" * n).count("abab"))
# expect: -1 -1 10000
print(("\u0101\u0100" * n).find("\u0100\u0101" * 300 + "\u0102"), ("aab" * n).replace("aabaab", "x").count("x"))
# expect: -1 10000
