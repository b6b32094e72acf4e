try: raise EOFError
except (OSError, (EOFError,)): pass  # raises: TypeError: catching classes that do not inherit from BaseException is not allowed
