from itertools import groupby
g = groupby([1, 1, 2, 2, 3], lambda x: x)
k1, g1 = next(g)
print(k1, next(g1))  # expect: 1 1
k2, g2 = next(g)
print(k2, list(g1), next(g2), list(g2), list(g2))  # expect: 2 [] 2 [2] []
print([(k, [*v]) for k, v in g], list(g))  # expect: [(3, [3])] []
print([k for k, _ in groupby("AAAABBBCCDAABBB")], ["".join(v) for _, v in groupby("AAAABBBCCD")])
# expect: ['A', 'B', 'C', 'D', 'A', 'B'] ['AAAA', 'BBB', 'CC', 'D']
