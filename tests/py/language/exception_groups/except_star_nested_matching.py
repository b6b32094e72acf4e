g = ExceptionGroup("o", [ExceptionGroup("i", [ValueError(1), KeyError(2)]), ValueError(3)])
try:
    try: raise g
    except* ValueError as e: print(repr(e))
    # expect: ExceptionGroup('o', [ExceptionGroup('i', [ValueError(1)]), ValueError(3)])
except* KeyError as e: print(repr(e))  # expect: ExceptionGroup('o', [ExceptionGroup('i', [KeyError(2)])])
