d = {}
for k in "cab": d[k] = 1
del d["a"]; d["a"] = 2; d["c"] = 9
print(list(d), d, list(reversed(d)), d.popitem(), d)
# expect: ['c', 'b', 'a'] {'c': 9, 'b': 1} ['a', 'b', 'c'] ('a', 2) {'c': 9, 'b': 1}
