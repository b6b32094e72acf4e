def again(): raise
try:
    try: raise ValueError("v")
    except ValueError: again()
except ValueError as e: print(e)  # expect: v
again()  # raises: RuntimeError: No active exception to reraise
