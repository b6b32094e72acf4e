def g():
    try: yield 1
    except GeneratorExit: return 5
it = g(); next(it)
print(it.close())  # expect: None
def h():
    try: yield
    finally: raise KeyError("from finally")
it = h(); next(it)
it.close()  # raises: KeyError: 'from finally'
