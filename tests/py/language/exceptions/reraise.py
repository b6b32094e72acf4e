def f():
    try: 1 / 0
    except ZeroDivisionError:
        try: {}["k"]
        except KeyError: pass
        raise
try: f()
except ZeroDivisionError as e: print("same", e, e.__context__)  # expect: same division by zero None
