def f(e):
    try: raise e
    except (KeyError, TypeError): return "tuple"
    except LookupError: return "lookup"
    except (OSError, ArithmeticError): return "other tuple"
    except Exception: return "exception"
    except: return "bare"
print(f(KeyError()), f(IndexError()), f(EOFError()), f(ZeroDivisionError()), f(ValueError()), f(KeyboardInterrupt()))
# expect: tuple lookup exception other tuple exception bare
