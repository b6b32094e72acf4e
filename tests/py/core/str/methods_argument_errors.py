"a".upper(1)  # raises: TypeError: str.upper() takes no arguments (1 given)
"a".find()  # raises: TypeError: find() takes at least 1 argument (0 given)
"a".join()  # raises: TypeError: str.join() takes exactly one argument (0 given)
"a".split(sep=1)  # raises: TypeError: must be str or None, not int
"a".encode(5)  # raises: TypeError: encode() argument 'encoding' must be str, not int
"a".nope  # raises: AttributeError: 'str' object has no attribute 'nope'
"a".center()  # raises: TypeError: center expected at least 1 argument, got 0
"a".zfill()  # raises: TypeError: str.zfill() takes exactly one argument (0 given)
str.join("a")  # raises: TypeError: str.join() takes exactly one argument (0 given)
str.join(",", 5, 6)  # raises: TypeError: str.join() takes exactly one argument (2 given)
