print({1} < {1, 2} < {1, 2, 3}, {1} < {2}, {1} > {2}, set() <= set(), {1} == frozenset([1]), {1} == [1], {1} != 1)
# expect: True False False True True False True
