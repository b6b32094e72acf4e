import math
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5), math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.hypot(1, 2, 2), math.hypot(), math.dist((0, 0), (3, 4)))
# expect: 0.8414709848078965 0.5403023058681398 1.5574077246549023 1.5707963267948966 1.5707963267948966 0.7853981633974483 2.356194490192345 1.1752011936438014 1.5430806348152437 0.7615941559557649 0.881373587019543 1.3169578969248166 0.5493061443340548 180.0 3.141592653589793 5.0 3.0 0.0 5.0
math.asin(2)  # raises: ValueError: math domain error
math.sin(math.inf)  # raises: ValueError: math domain error
math.acosh(0)  # raises: ValueError: math domain error
math.atanh(1)  # raises: ValueError: math domain error
math.dist((1,), (1, 2))  # raises: ValueError: both points must have the same number of dimensions
math.cosh(1000)  # raises: OverflowError: math range error
