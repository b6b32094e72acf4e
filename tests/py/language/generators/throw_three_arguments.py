def g():
    try: yield 1
    except ValueError as e:
        yield (repr(e), e.__traceback__ is not None)
it = g(); next(it)
print(it.throw(ValueError, "text"))  # expect: ("ValueError('text')", True)
it = g(); next(it)
print(it.throw(ValueError, ValueError("given"), None))  # expect: ("ValueError('given')", True)
it.throw(ValueError("x"), "y")  # raises: TypeError: instance exception may not have a separate value
