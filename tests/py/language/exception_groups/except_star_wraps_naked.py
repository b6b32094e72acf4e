try:
    raise ValueError("naked")
except* ValueError as e:
    print(repr(e), type(e).__name__)  # expect: ExceptionGroup('', (ValueError('naked'),)) ExceptionGroup
try:
    try: raise KeyError("k")
    except* ValueError: print("never")
except KeyError as e: print(repr(e))  # expect: KeyError('k')
