try: raise ExceptionGroup("g", [ValueError()])
except* ExceptionGroup: pass  # raises: TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.
