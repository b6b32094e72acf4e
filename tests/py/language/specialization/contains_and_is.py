def has(x, c): return x in c
for _ in range(3):
    r = [has(1, [1]), has(1, (2,)), has(1, {1}), has("a", "abc"), has("k", {"k": 1}), has(3, range(5)), has(97, b"a")]
print(r)  # expect: [True, False, True, True, True, True, True]
