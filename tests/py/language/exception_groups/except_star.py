try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)])
except* ValueError as e:
    print("V", repr(e))  # expect: V ExceptionGroup('g', [ValueError(1), ValueError(3)])
except* TypeError as e:
    print("T", repr(e))  # expect: T ExceptionGroup('g', [TypeError(2)])
