import math
print(math.sqrt(2), math.cbrt(27), math.pow(2, 0.5), math.exp(1), math.exp2(10), math.expm1(1e-10), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10), math.log(10 ** 400), math.log2(2 ** 2000), math.log10(10 ** 500))
# expect: 1.4142135623730951 3.0000000000000004 1.4142135623730951 2.718281828459045 1024.0 1.00000000005e-10 2.302585092994046 3.0 10.0 3.0 9.999999999500001e-11 921.0340371976182 2000.0 500.0
math.sqrt(-1)  # raises: ValueError: math domain error
math.log(0)  # raises: ValueError: math domain error
math.log(-1)  # raises: ValueError: math domain error
math.log(10, 1)  # raises: ZeroDivisionError: float division by zero
math.exp(1000)  # raises: OverflowError: math range error
math.pow(0, -1)  # raises: ValueError: math domain error
math.pow(-8, 1 / 3)  # raises: ValueError: math domain error
math.sqrt("a")  # raises: TypeError: must be real number, not str
math.log(0, 2)  # raises: ValueError: math domain error
