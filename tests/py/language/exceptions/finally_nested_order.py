def f():
    try:
        try:
            try: 1 / 0
            finally: print("a")
        except ZeroDivisionError: print("caught"); raise KeyError("k")
        finally: print("b")
    except KeyError as e: print("outer", e)
    finally: print("c")
f()
# expect: a
# expect: caught
# expect: b
# expect: outer 'k'
# expect: c
