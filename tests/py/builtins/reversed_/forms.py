print(list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(4))), list(reversed({1: 1, 2: 2}.items())))
# expect: [2, 1] ['b', 'a'] [3, 2, 1, 0] [(2, 2), (1, 1)]
reversed()  # raises: TypeError: reversed expected 1 argument, got 0
reversed(5)  # raises: TypeError: 'int' object is not reversible
reversed(iter([]))  # raises: TypeError: 'list_iterator' object is not reversible
reversed([1], [2])  # raises: TypeError: reversed expected 1 argument, got 2
