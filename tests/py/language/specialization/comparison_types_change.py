def lt(a, b): return a < b
pairs = [(1, 2), (2.0, 1), (1, 1.5), ("a", "b"), ([1], [2]), (2 ** 70, 1), (True, False)]
for i in range(5): r = [lt(*p) for p in pairs]
print(r)  # expect: [True, False, True, True, True, False, False]
def eq(a, b): return a == b
for i in range(5): r = [eq(a, b) for a, b in [(1, 1), (1, 1.0), ("a", "a"), ("a", 1), (None, None), (2 ** 70, 2 ** 70), (1.5, 1.5), (float("nan"),) * 2]]
print(r)  # expect: [True, True, True, False, True, True, True, False]
