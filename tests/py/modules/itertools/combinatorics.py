import itertools as it
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.product()), list(it.product("a", [])))
# expect: [('a', 1), ('a', 2), ('b', 1), ('b', 2)] [(0, 0), (0, 1), (1, 0), (1, 1)] [()] []
print(list(it.permutations("abc", 2)), len(list(it.permutations(range(5)))), list(it.permutations("ab", 3)), list(it.permutations([])))
# expect: [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')] 120 [] [()]
print(list(it.combinations("abcd", 2)), list(it.combinations("ab", 3)), list(it.combinations_with_replacement("ab", 2)), list(it.combinations([], 0)))
# expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] [] [('a', 'a'), ('a', 'b'), ('b', 'b')] [()]
it.combinations("a", -1)  # raises: ValueError: r must be non-negative
it.permutations("a", "b")  # raises: TypeError: Expected int as r
it.product(5)  # raises: TypeError: 'int' object is not iterable
