s = set(range(1000))
s -= set(range(0, 1000, 2))
print(len(s), 501 in s, 500 in s, sum(s), len(s | set(range(2000))), len(s & set(range(10))))
# expect: 500 True False 250000 2000 5
