def low(): return int("x")
try:
    low()
except ValueError as e:
    raise RuntimeError("high") from e
