s = "abc"
print([s.find("", i) for i in (0, 2, 3, 4, -1)], [s.rfind("", 0, i) for i in (0, 2, 9)], s.count(""), s.count("", 3), s.count("", 4))
# expect: [0, 2, 3, -1, 2] [0, 2, 3] 4 1 0
print(s.replace("", "-"), s.replace("", "-", 2), "".replace("", "x"), "".replace("a", "x", 5), s.startswith("", 3), s.startswith("", 4))
# expect: -a-b-c- -a-bc x  True False
