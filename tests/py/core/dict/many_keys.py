d = {}
for i in range(1000): d[i] = str(i)
for i in range(0, 1000, 3): del d[i]
print(len(d), d[500], 999 in d, list(d)[:4], sum(d))  # expect: 666 500 False [1, 2, 4, 5] 332667
for i in range(0, 1000, 3): d[i] = "back"
print(len(d), list(d)[-1], d[3])  # expect: 1000 999 back
