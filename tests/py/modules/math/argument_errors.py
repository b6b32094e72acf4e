import math
math.sin()  # raises: TypeError: math.sin() takes exactly one argument (0 given)
math.sin(1, 2)  # raises: TypeError: math.sin() takes exactly one argument (2 given)
math.sin(x=1)  # raises: TypeError: math.sin() takes no keyword arguments
math.sin(10 ** 400)  # raises: OverflowError: int too large to convert to float
math.atan2(1)  # raises: TypeError: atan2 expected 2 arguments, got 1
math.sin(1j)  # raises: TypeError: must be real number, not complex
class F:
    def __float__(self): return "x"
math.sin(F())  # raises: TypeError: F.__float__ returned non-float (type str)
