s = {1}
it = iter(s)
print(it.__length_hint__(), next(it), it.__length_hint__(), next(it, "end"), type(it).__name__)
# expect: 1 1 0 end set_iterator
print(sorted(x for x in {3, 1, 2}), sum({1, 2}), min({5, 4}), bool(set()), bool({0}))
# expect: [1, 2, 3] 3 4 False True
