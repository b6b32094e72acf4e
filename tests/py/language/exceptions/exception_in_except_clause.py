def f():
    try: raise ValueError("first")
    except ValueError as e:
        try: raise KeyError("second")
        except KeyError as e2: pass
        return repr(e)
print(f())  # expect: ValueError('first')
