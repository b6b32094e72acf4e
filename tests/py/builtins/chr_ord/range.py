print(chr(65), chr(0x10FFFF) == "\U0010ffff", ord("a"), ord("漢"), ord(b"a"), ord(bytearray(b"z")), chr(0) == "\0", ord("\ud800"))
# expect: A True 97 28450 97 122 True 55296
chr(-1)  # raises: ValueError: chr() arg not in range(0x110000)
chr(0x110000)  # raises: ValueError: chr() arg not in range(0x110000)
chr("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
chr(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
ord("")  # raises: TypeError: ord() expected a character, but string of length 0 found
ord("ab")  # raises: TypeError: ord() expected a character, but string of length 2 found
ord(5)  # raises: TypeError: ord() expected string of length 1, but int found
ord(b"ab")  # raises: TypeError: ord() expected a character, but string of length 2 found
