# Runs of many lengths, both ways, with equal keys: what sort does must equal a selection by position.
def check(values):
    pairs = list(enumerate(values))
    pairs.sort(key=lambda p: p[1])
    return all(a[1] < b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in zip(pairs, pairs[1:])) and sorted(values) == [v for _, v in pairs]
seed = 5
good = []
for size in (2, 31, 32, 33, 63, 64, 65, 100, 257, 1000, 3000):
    for kind in range(6):
        out = []
        for i in range(size):
            seed = seed * 16807 % 2147483647
            out.append([seed, seed % 5, i, -i, i % 50 if i % 100 < 50 else -i, i + (seed % 7 == 0) * 1000][kind])
        good.append(check(out))
print(len(good), all(good))  # expect: 66 True
a = list(range(500)) + list(range(500, 1500, 2)) + list(range(501, 1500, 2))
print(sorted(a) == list(range(1500)), sorted(a, reverse=True) == list(range(1499, -1, -1)))  # expect: True True
