int(float("nan"))  # raises: ValueError: cannot convert float NaN to integer
int(float("inf"))  # raises: OverflowError: cannot convert float infinity to integer
int(1j)  # raises: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
int(x=1)  # raises: TypeError: 'x' is an invalid keyword argument for int()
int(base=2)  # raises: TypeError: int() missing string argument
int("1\0")  # raises: ValueError: invalid literal for int() with base 10: '1\x00'
int("é")  # raises: ValueError: invalid literal for int() with base 10: 'é'
