from functools import reduce, partial
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 9, 2], 5), reduce(None, [], 7), reduce(lambda a, b: a * b, "a", 2))
# expect: 6 9 7 aa
p = partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, p, partial(p, "11")(), partial(print, 1, sep="-").args)
# expect: 5 <class 'int'> () {'base': 2} functools.partial(<class 'int'>, base=2) 3 (1,)
q = partial(partial(lambda *a, **k: (a, k), 1, x=1), 2, y=2)
print(q(3, x=9), q.args, q.keywords)  # expect: ((1, 2, 3), {'x': 9, 'y': 2}) (1, 2) {'x': 1, 'y': 2}
reduce(lambda a, b: a, [])  # raises: TypeError: reduce() of empty iterable with no initial value
reduce(5, [1, 2])  # raises: TypeError: 'int' object is not callable
partial()  # raises: TypeError: type 'partial' takes at least one argument
partial(5)  # raises: TypeError: the first argument must be callable
reduce(lambda a: a, [1, 2])  # raises: TypeError: <lambda>() takes 1 positional argument but 2 were given
