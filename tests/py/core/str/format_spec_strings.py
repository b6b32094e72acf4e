for spec in ["", "10", "<10", ">10", "^10", "*^10", ".2", "10.2", "s", "\u00e9<4", "010"]:
    print(repr(format("abc", spec)))
# expect: 'abc'
# expect: 'abc       '
# expect: 'abc       '
# expect: '       abc'
# expect: '   abc    '
# expect: '***abc****'
# expect: 'ab'
# expect: 'ab        '
# expect: 'abc'
# expect: 'abcé'
# expect: 'abc0000000'
format("a", "=5")  # raises: ValueError: '=' alignment not allowed in string format specifier
format("a", "+")  # raises: ValueError: Sign not allowed in string format specifier
format("a", ",")  # raises: ValueError: Cannot specify ',' with 's'.
format("a", "#")  # raises: ValueError: Alternate form (#) not allowed in string format specifier
format("a", "5d")  # raises: ValueError: Unknown format code 'd' for object of type 'str'
