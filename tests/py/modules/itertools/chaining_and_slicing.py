import itertools as it
print(list(it.chain("ab", [1], ())), list(it.chain.from_iterable(["ab", [1]])), list(it.islice("abcdef", 2)), list(it.islice("abcdef", 2, None)), list(it.islice("abcdef", 1, 5, 2)), list(it.islice("ab", 0)))
# expect: ['a', 'b', 1] ['a', 'b', 1] ['a', 'b'] ['c', 'd', 'e', 'f'] ['b', 'd'] []
print(list(it.compress("abcd", [1, 0, 1])), list(it.dropwhile(lambda x: x < 3, [1, 3, 2])), list(it.takewhile(lambda x: x < 3, [1, 3, 2])), list(it.filterfalse(None, [0, 1, ""])), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise("abc")), list(it.pairwise("a")))
# expect: ['a', 'c'] [3, 2] [1] [0, ''] [8, 9] [('a', 'b'), ('b', 'c')] []
it.islice("a", -1)  # raises: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
it.islice("a", 1, 2, 0)  # raises: ValueError: Step for islice() must be a positive integer or None.
it.islice()  # raises: TypeError: islice expected at least 2 arguments, got 0
list(it.chain(5))  # raises: TypeError: 'int' object is not iterable
it.islice("a", "b")  # raises: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
list(it.starmap(pow, [5]))  # raises: TypeError: 'int' object is not iterable
