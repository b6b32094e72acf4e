s = "hello hello"
print(s.find("l"), s.find("l", 4), s.find("z"), s.rfind("l"), s.rfind("hello", 0, 6), s.index("o"), s.rindex("o"), s.count("l"))
# expect: 2 8 -1 9 0 4 10 4
print(s.find(""), s.rfind(""), s.find("", 20), "".find(""), s.count(""), s.count("lo", 0, 5), s.find("l", -3), s.find("h", -100, -8))
# expect: 0 11 -1 0 12 1 8 0
print("é漢é".find("é", 1), "aaa".count("aa"), "漢字".find("字"))  # expect: 2 1 1
s.index("z")  # raises: ValueError: substring not found
s.rindex("zz")  # raises: ValueError: substring not found
s.find(5)  # raises: TypeError: must be str, not int
s.count()  # raises: TypeError: count() takes at least 1 argument (0 given)
