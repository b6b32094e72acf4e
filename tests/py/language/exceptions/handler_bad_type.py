try: raise ValueError("x")
except 5: pass  # raises: TypeError: catching classes that do not inherit from BaseException is not allowed
