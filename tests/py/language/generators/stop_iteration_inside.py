def g():
    yield 1
    raise StopIteration("inner")
def h():
    yield next(iter([]))
list(g())  # raises: RuntimeError: generator raised StopIteration
list(h())  # raises: RuntimeError: generator raised StopIteration
list(next(iter([])) for _ in "a")  # raises: RuntimeError: generator raised StopIteration
