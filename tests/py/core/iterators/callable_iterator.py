n = iter(range(10))
it = iter(lambda: next(n), 4)
print(list(it), type(it).__name__, list(it))  # expect: [0, 1, 2, 3] callable_iterator []
def f(): raise StopIteration
print(list(iter(f, 0)))  # expect: []
iter(5, 0)  # raises: TypeError: iter(v, w): v must be callable
iter()  # raises: TypeError: iter expected at least 1 argument, got 0
