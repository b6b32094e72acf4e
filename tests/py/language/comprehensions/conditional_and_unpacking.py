print([x if x % 2 else -x for x in range(4)])  # expect: [0, 1, -2, 3]
print([*(x for x in "ab")], [y for x in ["ab", "c"] for y in x])  # expect: ['a', 'b'] ['a', 'b', 'c']
print([x for x in range(10) if (y := x % 4) == 1 or y == 2])  # expect: [1, 2, 5, 6, 9]
print(max((len(w), w) for w in ["a", "ccc", "bb"]))  # expect: (3, 'ccc')
