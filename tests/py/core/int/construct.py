print(int(), int(5), int("12"), int(" -7 "), int("+3"), int("1_000"), int(3.9), int(-3.9), int(True), int("ff", 16), int("0xff", 16), int("0b11", 0), int("z", 36))
# expect: 0 5 12 -7 3 1000 3 -3 1 255 255 3 35
print(int(b"12"), int(bytearray(b"5")), int("٣"), int("0", 0), int("-0x10", 0), int("11", base=2), int("00"), int("9" * 30))
# expect: 12 5 3 0 -16 3 0 999999999999999999999999999999
int("a")  # raises: ValueError: invalid literal for int() with base 10: 'a'
int("")  # raises: ValueError: invalid literal for int() with base 10: ''
int("1 2")  # raises: ValueError: invalid literal for int() with base 10: '1 2'
int("1__0")  # raises: ValueError: invalid literal for int() with base 10: '1__0'
int("12", 2)  # raises: ValueError: invalid literal for int() with base 2: '12'
int("1", 1)  # raises: ValueError: int() base must be >= 2 and <= 36, or 0
int("1", 37)  # raises: ValueError: int() base must be >= 2 and <= 36, or 0
int(5, 2)  # raises: TypeError: int() can't convert non-string with explicit base
int(None)  # raises: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
int([])  # raises: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
int("010", 0)  # raises: ValueError: invalid literal for int() with base 0: '010'
int("1", "2")  # raises: TypeError: 'str' object cannot be interpreted as an integer
