for exc in (None, ExceptionGroup("g", [ValueError()])):
    try:
        if exc: raise exc
    except* ValueError: print("star")
    else: print("else")
    finally: print("finally")
# expect: else
# expect: finally
# expect: star
# expect: finally
