for hay in "abcabc", "ab\u00e9abc", "ab\u1234abc", "ab\U0001F600abc":
    print([hay.find(x) for x in ("c", "bc", "\u00e9", "\u1234a", "\U0001F600", "", "abcabcabc")], hay.rfind("ab"), hay.count("a"), "ca" in hay)
# expect: [2, 1, -1, -1, -1, 0, -1] 3 2 True
# expect: [5, 4, 2, -1, -1, 0, -1] 3 2 False
# expect: [5, 4, -1, 2, -1, 0, -1] 3 2 False
# expect: [5, 4, -1, -1, 2, 0, -1] 3 2 False
