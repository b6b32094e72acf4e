print(len("%1000d" % 5), len("{:>1000}".format("x")), len("x".ljust(100000, "\u1234")), "\u1234".rjust(3, "ab"[0]))
# expect: 1000 1000 100000 aaሴ
"x".ljust(5, "ab")  # raises: TypeError: The fill character must be exactly one character long
"x".center(5, 5)  # raises: TypeError: The fill character must be a unicode character, not int
"%.99999999999d" % 1  # raises: ValueError: precision too big
