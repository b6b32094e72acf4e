s = "hello"
print(s.startswith("he"), s.startswith("lo", 3), s.startswith(("x", "h")), s.startswith(""), s.endswith("lo"), s.endswith("l", 0, 4))
# expect: True True True True True True
print(s.endswith(()), s.startswith("hello!"), "".startswith(""), s.startswith("", 6), s.startswith("", 5))
# expect: False False True False True
s.startswith(5)  # raises: TypeError: startswith first arg must be str or a tuple of str, not int
s.endswith(("a", 5))  # raises: TypeError: tuple for endswith must only contain str, not int
s.startswith(["h"])  # raises: TypeError: startswith first arg must be str or a tuple of str, not list
