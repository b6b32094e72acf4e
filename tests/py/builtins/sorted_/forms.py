print(sorted([3, 1, 2]), sorted("bca", reverse=True), sorted([-2, 1], key=abs), sorted({2: 0, 1: 0}), sorted([]), sorted(iter([2, 1])), sorted([1, 2], reverse=0))
# expect: [1, 2, 3] ['c', 'b', 'a'] [1, -2] [1, 2] [] [1, 2] [1, 2]
sorted()  # raises: TypeError: sorted expected 1 argument, got 0
sorted(5)  # raises: TypeError: 'int' object is not iterable
sorted([1], lambda x: x)  # raises: TypeError: sorted expected 1 argument, got 2
sorted([1, "a"])  # raises: TypeError: '<' not supported between instances of 'str' and 'int'
sorted([1, 2], key=1)  # raises: TypeError: 'int' object is not callable
sorted([1], foo=1)  # raises: TypeError: 'foo' is an invalid keyword argument for sort()
