try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError as e:
        raise
except ExceptionGroup as e:
    print(repr(e))  # expect: ExceptionGroup('', [KeyError('new'), ExceptionGroup('g', [TypeError(2), OSError(3)])])
    print([repr(x.__context__) for x in e.exceptions])  # expect: ["ExceptionGroup('g', [ValueError(1)])", 'None']
