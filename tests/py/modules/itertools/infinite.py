import itertools as it
print(list(it.islice(it.count(), 3)), list(it.islice(it.count(5, -2), 3)), list(it.islice(it.count(0.5, 0.5), 3)), list(it.islice(it.cycle("ab"), 5)), list(it.cycle([])), list(it.repeat(7, 3)), list(it.islice(it.repeat("x"), 2)))
# expect: [0, 1, 2] [5, 3, 1] [0.5, 1.0, 1.5] ['a', 'b', 'a', 'b', 'a'] [] [7, 7, 7] ['x', 'x']
print(it.count(3), it.count(3, 2), it.repeat(5), it.repeat(5, 2), next(it.count(10 ** 30)), it.repeat(1, -1))
# expect: count(3) count(3, 2) repeat(5) repeat(5, 2) 1000000000000000000000000000000 repeat(1, 0)
it.count("a")  # raises: TypeError: a number is required
it.repeat()  # raises: TypeError: repeat() missing required argument 'object' (pos 1)
it.repeat(1, "a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
