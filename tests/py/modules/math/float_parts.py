import math
print(math.frexp(8.5), math.ldexp(0.53125, 4), math.modf(3.25), math.modf(-0.5), math.fabs(-3), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.nextafter(1.0, 2.0), math.ulp(1.0), math.ldexp(1.0, -1080), math.frexp(0), math.modf(math.inf))
# expect: (0.53125, 4) 8.5 (0.25, 3.0) (-0.5, -0.0) 3.0 -1.0 -1.0 -1.0 1.0000000000000002 2.220446049250313e-16 0.0 (0.0, 0) (0.0, inf)
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9))
# expect: True True True True False True True
math.ldexp(1.0, 5000)  # raises: OverflowError: math range error
math.fmod(1, 0)  # raises: ValueError: math domain error
math.isclose(1, 1, rel_tol=-1)  # raises: ValueError: tolerances must be non-negative
math.ldexp(1.0, 1.5)  # raises: TypeError: Expected an int as second argument to ldexp.
