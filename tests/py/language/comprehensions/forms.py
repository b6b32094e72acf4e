print([x * x for x in range(4)], {x % 3 for x in range(9)}, {x: -x for x in range(2)})
# expect: [0, 1, 4, 9] {0, 1, 2} {0: 0, 1: -1}
print([(x, y) for x in range(3) for y in range(x)], [x for x in range(9) if x % 2 if x > 3])
# expect: [(1, 0), (2, 0), (2, 1)] [5, 7]
print([[y for y in range(x)] for x in range(3)])  # expect: [[], [0], [0, 1]]
print([a for a, in [(1,), (2,)]], [b for a, *b in ["abc", "de"]])  # expect: [1, 2] [['b', 'c'], ['e']]
