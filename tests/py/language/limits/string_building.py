s = ""
for i in range(20000): s += str(i % 10)
t = s
s += "end"
print(len(s), len(t), s[:12], s[-5:])  # expect: 20003 20000 012345678901 89end
