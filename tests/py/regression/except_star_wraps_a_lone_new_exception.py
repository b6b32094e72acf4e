try:
    try:
        raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError):
        raise KeyError(3)
except BaseException as error:
    print(repr(error), repr(error.exceptions[0].__context__))
    # expect: ExceptionGroup('', [KeyError(3)]) ExceptionGroup('eg', [TypeError(1), ValueError(2)])
