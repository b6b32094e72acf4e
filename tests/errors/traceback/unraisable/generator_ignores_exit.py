def g():
    try: yield
    except GeneratorExit: yield
it = g(); next(it)
del it
