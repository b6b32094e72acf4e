print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=1)), list(enumerate("a", 10 ** 30)))
# expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [] [(1000000000000000000000000000000, 'a')]
e = enumerate("abc")
print(next(e), next(e), type(e).__name__, e.__reduce__()[1][1])  # expect: (0, 'a') (1, 'b') enumerate 2
enumerate()  # raises: TypeError: enumerate() missing required argument 'iterable'
enumerate(5)  # raises: TypeError: 'int' object is not iterable
enumerate("a", "b")  # raises: TypeError: 'str' object cannot be interpreted as an integer
enumerate("a", start=1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
print(enumerate[int])  # expect: enumerate[int]
