print([1, 2] == [1, 2], [1, 2] == (1, 2), [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9])
# expect: True False True True True True
print([1, 2] <= [1, 2], [1, 2] != [2, 1], [[1]] == [[1.0]])  # expect: True True True
nan = float("nan")
print([nan] == [nan], nan in [nan])  # expect: True True
[1] < ["a"]  # raises: TypeError: '<' not supported between instances of 'int' and 'str'
[1] < (1,)  # raises: TypeError: '<' not supported between instances of 'list' and 'tuple'
