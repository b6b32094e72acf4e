def g():
    yield next(it)
it = g()
next(it)  # raises: ValueError: generator already executing
