import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.floor(2.7), math.floor(-2.5), math.ceil(2.1), math.ceil(-2.9), math.trunc(-2.9), math.floor(5), type(math.floor(1e300)).__name__)
# expect: 3.141592653589793 2.718281828459045 6.283185307179586 inf nan 2 -3 3 -2 -2 5 int
class A:
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
print(math.floor(A()), math.ceil(A()), math.trunc(A()))  # expect: floor ceil trunc
math.floor("a")  # raises: TypeError: must be real number, not str
math.floor(math.inf)  # raises: OverflowError: cannot convert float infinity to integer
math.ceil(math.nan)  # raises: ValueError: cannot convert float NaN to integer
math.trunc("a")  # raises: TypeError: type str doesn't define __trunc__ method
