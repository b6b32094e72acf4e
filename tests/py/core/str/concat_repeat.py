print("a" + "b", "ab" * 3, 3 * "ab", "x" * 0, "x" * -1, "é" + "漢" + "😀")  # expect: ab ababab ababab   é漢😀
"a" + 1  # raises: TypeError: can only concatenate str (not "int") to str
1 + "a"  # raises: TypeError: unsupported operand type(s) for +: 'int' and 'str'
"a" * 1.5  # raises: TypeError: can't multiply sequence by non-int of type 'float'
"a" * "b"  # raises: TypeError: can't multiply sequence by non-int of type 'str'
"a" - "b"  # raises: TypeError: unsupported operand type(s) for -: 'str' and 'str'
"ab" * 2 ** 62  # raises: OverflowError: repeated string is too long
