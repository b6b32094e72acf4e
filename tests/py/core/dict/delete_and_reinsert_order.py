d = {i: i for i in range(6)}
for i in (0, 3, 5):
    del d[i]
    d[i] = -i
print(d, list(reversed(d)), d.popitem(), d.popitem(), d)
# expect: {1: 1, 2: 2, 4: 4, 0: 0} [5, 3, 0, 4, 2, 1] (5, -5) (3, -3) {1: 1, 2: 2, 4: 4, 0: 0}
d[7] = 7
del d[7]
d[8] = 8
print(d, list(d.items())[-1], next(iter(d)))  # expect: {1: 1, 2: 2, 4: 4, 0: 0, 8: 8} (8, 8) 1
while len(d) > 1:
    del d[next(iter(d))]
print(d)  # expect: {8: 8}
d.update({i: 0 for i in range(3)})
print(d, d.popitem(), d)  # expect: {8: 8, 0: 0, 1: 0} (2, 0) {8: 8, 0: 0, 1: 0}
