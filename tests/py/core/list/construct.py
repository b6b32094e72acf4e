print(list(), list("ab"), list((1, 2)), list({3: 4}), list(range(3)), [])
# expect: [] ['a', 'b'] [1, 2] [3] [0, 1, 2] []
l = [1]
print(list(l) is l, list(l) == l)  # expect: False True
list(5)  # raises: TypeError: 'int' object is not iterable
list(1, 2)  # raises: TypeError: list expected at most 1 argument, got 2
list(x=1)  # raises: TypeError: list() takes no keyword arguments
