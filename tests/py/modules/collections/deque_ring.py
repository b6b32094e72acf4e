from collections import deque
d = deque()
for i in range(50):
    (d.append if i % 3 else d.appendleft)(i)
    if i % 4 == 0: d.pop()
    if i % 7 == 0 and d: d.popleft()
    d.rotate(i % 5 - 2)
print(len(d), list(d))
# expect: 30 [46, 49, 48, 43, 38, 33, 24, 23, 18, 12, 7, 5, 3, 10, 1, 6, 15, 11, 14, 25, 19, 17, 30, 26, 35, 34, 36, 37, 45, 41]
d = deque(range(8))
d.rotate(3); print(d)  # expect: deque([5, 6, 7, 0, 1, 2, 3, 4])
d.rotate(-5); print(d)  # expect: deque([2, 3, 4, 5, 6, 7, 0, 1])
d.rotate(801); print(d)  # expect: deque([1, 2, 3, 4, 5, 6, 7, 0])
del d[2]; del d[-2]; d.insert(1, "x"); d.insert(-1, "y"); d[0] = "z"
print(d, d[3], d[-1], d.index("y"), d.count(5), list(reversed(d)))
# expect: deque(['z', 'x', 2, 4, 5, 6, 'y', 0]) 4 0 6 1 [0, 'y', 6, 5, 4, 2, 'x', 'z']
d.reverse(); d.remove("x"); print(d)  # expect: deque([0, 'y', 6, 5, 4, 2, 'z'])
m = deque(range(10), maxlen=4)
m.extend("ab"); m.extendleft("cd"); m *= 3
print(m, m + deque([1]), m.maxlen, deque(maxlen=0), m.copy().maxlen)
# expect: deque(['d', 'c', 8, 9], maxlen=4) deque(['c', 8, 9, 1], maxlen=4) 4 deque([], maxlen=0) 4
m.extend(m); print(m)  # expect: deque(['d', 'c', 8, 9], maxlen=4)
