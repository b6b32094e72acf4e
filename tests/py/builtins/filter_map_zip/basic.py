print(list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])))
# expect: [1, 'a'] [2, 3] ['1', '2'] [11, 22]
print(list(zip("ab", [1, 2, 3])), list(zip()), list(zip("a")), dict(zip("ab", "cd")), list(zip(*[(1, 2), (3, 4)])))
# expect: [('a', 1), ('b', 2)] [] [('a',)] {'a': 'c', 'b': 'd'} [(1, 3), (2, 4)]
filter(None)  # raises: TypeError: filter expected 2 arguments, got 1
map(str)  # raises: TypeError: map() must have at least two arguments.
zip(1)  # raises: TypeError: 'int' object is not iterable
map(str, 5)  # raises: TypeError: 'int' object is not iterable
list(map(5, [1]))  # raises: TypeError: 'int' object is not callable
list(filter(5, [1]))  # raises: TypeError: 'int' object is not callable
