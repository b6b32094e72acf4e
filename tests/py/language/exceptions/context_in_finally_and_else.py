try:
    try: 1 / 0
    finally: [][0]
except IndexError as e: print(repr(e.__context__))  # expect: ZeroDivisionError('division by zero')
try:
    try: pass
    except ValueError: pass
    else: raise KeyError("else")
except KeyError as e: print(e.__context__)  # expect: None
