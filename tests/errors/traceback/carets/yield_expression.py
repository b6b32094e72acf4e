def g():
    x = yield 1 / 0
next(g())
