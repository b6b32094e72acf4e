def g():
    raise StopIteration(3)
    yield
try: next(g())
except RuntimeError as e: print(e, repr(e.__cause__), e.__cause__ is e.__context__)
# expect: generator raised StopIteration StopIteration(3) True
