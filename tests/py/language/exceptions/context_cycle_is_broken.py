a, b = ValueError("a"), ValueError("b")
try:
    try: raise a
    except ValueError: raise b
except ValueError:
    try: raise a
    except ValueError as e:
        print(repr(e), repr(e.__context__), e.__context__.__context__)  # expect: ValueError('a') ValueError('b') None
