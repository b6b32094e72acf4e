try: raise ValueError("x")
except (KeyError, "str"): pass  # raises: TypeError: catching classes that do not inherit from BaseException is not allowed
