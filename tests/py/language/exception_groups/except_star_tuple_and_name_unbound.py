try: raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
except* (ValueError, KeyError) as e: print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1), KeyError(2)])
except* OSError: pass
try: e
except NameError as x: print(x)  # expect: name 'e' is not defined
