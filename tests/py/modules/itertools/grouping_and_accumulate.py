import itertools as it
print([(k, list(g)) for k, g in it.groupby("aabbba")], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)])
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('a', ['a'])] [(1, 2), (0, 2)]
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b)), list(it.accumulate([1, 2], initial=10)), list(it.accumulate([])))
# expect: [1, 3, 6] [1, 2, 6] [10, 11, 13] []
g = it.groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))  # expect: a [] b ['b']
