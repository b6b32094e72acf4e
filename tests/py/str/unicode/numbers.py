import unicodedata as u
print(u.decimal("\u0663"), u.digit("\u00b2"), u.numeric("\u00bd"), u.numeric("\u4e07"), u.decimal("x", None))
# expect: 3 2 0.5 10000.0 None
u.decimal("\u00b2")  # raises: ValueError: not a decimal
u.digit("a")  # raises: ValueError: not a digit
u.numeric("a")  # raises: ValueError: not a numeric character
