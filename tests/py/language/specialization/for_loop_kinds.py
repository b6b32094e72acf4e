def total(it):
    t = []
    for x in it: t.append(x)
    return t
for _ in range(3):
    r = [total(o) for o in ([1, 2], (3,), range(3), "ab", {5: 6}, {7}, iter([8]), (i for i in (9,)), {1: 2}.items(), enumerate("z"), zip("a", "b"), map(str, [1]), b"a", reversed([1, 2]))]
print(r)
# expect: [[1, 2], [3], [0, 1, 2], ['a', 'b'], [5], [7], [8], [9], [(1, 2)], [(0, 'z')], [('a', 'b')], ['1'], [97], [2, 1]]
