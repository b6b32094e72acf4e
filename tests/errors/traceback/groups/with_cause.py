try:
    1 / 0
except ZeroDivisionError as e:
    raise ExceptionGroup("g", [ValueError("v")]) from e
