try:
    try: 1 / 0
    except ZeroDivisionError: raise KeyError("k")
except KeyError as e: k = e
raise ExceptionGroup("g", [k, ValueError("v")])
