print("ab".center(6, "*") + "|", "ab".center(5) + "|", "ab".ljust(4, ".") + "|", "ab".rjust(4) + "|", "ab".ljust(1), "abc".center(4, "-"))
# expect: **ab**|   ab | ab..|   ab| ab abc-
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "abc".zfill(2), "".zfill(2), "é".rjust(3, "漢"))
# expect: 00042 -0042 +004 abc 00 漢漢é
"a".center(5, "ab")  # raises: TypeError: The fill character must be exactly one character long
"a".ljust("x")  # raises: TypeError: 'str' object cannot be interpreted as an integer
