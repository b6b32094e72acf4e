for text in ("0b_101", "0X_fF", "1_000", " \t-12\n", "+7", "0_0", "\u0663\u0664", "00"):
    print(int(text, 0) if text != "\u0663\u0664" else int(text))
# expect: 5
# expect: 255
# expect: 1000
# expect: -12
# expect: 7
# expect: 0
# expect: 34
# expect: 0
print(int("z" * 30, 36), int("-1010", 2), int("1_2", 3), int(b" 12 "), int(bytearray(b"0x1f"), 16))
# expect: 48873677980689257489322752273774603865660850175 -10 5 12 31
int("0_7", 0)  # raises: ValueError: invalid literal for int() with base 0: '0_7'
int("1__0")  # raises: ValueError: invalid literal for int() with base 10: '1__0'
int("_1")  # raises: ValueError: invalid literal for int() with base 10: '_1'
int("1_")  # raises: ValueError: invalid literal for int() with base 10: '1_'
int("0x", 16)  # raises: ValueError: invalid literal for int() with base 16: '0x'
int("9", 8)  # raises: ValueError: invalid literal for int() with base 8: '9'
int("\u00e9")  # raises: ValueError: invalid literal for int() with base 10: 'é'
int(b"1\0")  # raises: ValueError: invalid literal for int() with base 10: b'1\x00'
int("1" * 250 + "x")  # raises: ValueError: invalid literal for int() with base 10: '1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111
