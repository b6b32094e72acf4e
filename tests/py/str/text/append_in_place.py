s = "a"
t = s
for c in "bc\u00e9\u1234\U0001F600d":
    s += c
print(ascii(s), t, len(s))  # expect: 'abc\xe9\u1234\U0001f600d' a 7
a = "x" * 10
b = a
a += "y"
print(a, b)  # expect: xxxxxxxxxxy xxxxxxxxxx
parts = ""
for i in range(1000):
    parts += str(i)
print(len(parts), hash(parts) == hash("".join(map(str, range(1000)))))  # expect: 2890 True
