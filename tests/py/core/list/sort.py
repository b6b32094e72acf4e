l = [3, 1, 2]
print(l.sort(), l)  # expect: None [1, 2, 3]
l.sort(reverse=True); print(l)  # expect: [3, 2, 1]
w = ["banana", "kiwi", "fig", "date"]
w.sort(key=len); print(w)  # expect: ['fig', 'kiwi', 'date', 'banana']
w.sort(key=lambda s: s[-1], reverse=True); print(w)  # expect: ['kiwi', 'fig', 'date', 'banana']
print(sorted([1.5, 1, True, -2, 0]), sorted("hello"), sorted({"b": 1, "a": 2}))
# expect: [-2, 0, 1, True, 1.5] ['e', 'h', 'l', 'l', 'o'] ['a', 'b']
l.sort(lambda a: a)  # raises: TypeError: sort() takes no positional arguments
[1, "a"].sort()  # raises: TypeError: '<' not supported between instances of 'str' and 'int'
[1, None, 2].sort()  # raises: TypeError: '<' not supported between instances of 'NoneType' and 'int'
[3, 2].sort(key=5)  # raises: TypeError: 'int' object is not callable
[3, 2].sort(foo=1)  # raises: TypeError: 'foo' is an invalid keyword argument for sort()
