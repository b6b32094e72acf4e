print("a" < "b", "a" < "aa", "Z" < "a", "é" > "z", "a" == "a", "a" == b"a", "a" != 1, "😀" > "漢", max("hello"), "" < "a")
# expect: True True True True True False True True o True
"a" < 1  # raises: TypeError: '<' not supported between instances of 'str' and 'int'
"a" >= b"a"  # raises: TypeError: '>=' not supported between instances of 'str' and 'bytes'
