data = [("b", 2), ("a", 2), ("c", 1), ("d", 2)]
print(sorted(data, key=lambda p: p[1]))  # expect: [('c', 1), ('b', 2), ('a', 2), ('d', 2)]
print(sorted(data, key=lambda p: p[1], reverse=True))  # expect: [('b', 2), ('a', 2), ('d', 2), ('c', 1)]
import random
r = random.Random(1)
big = [(r.randrange(10), i) for i in range(1000)]
s = sorted(big, key=lambda p: p[0])
print(s == sorted(big), all(s[i] <= s[i + 1] for i in range(999)))  # expect: True True
