import math
print(math.fsum([0.1] * 10), math.fsum([]), math.fsum([1e100, 1, -1e100]), math.prod([1, 2, 3]), math.prod([], start=5), math.prod([1.5, 2]), math.prod(["a"], start=2) if 0 else "x")
# expect: 1.0 0.0 1.0 6 5 3.0 x
print(math.erf(0.5), math.erfc(0.5), math.gamma(5), math.gamma(0.5), math.lgamma(10), math.gamma(-1.5))
# expect: 0.5204998778130465 0.4795001221869535 24.0 1.7724538509055159 12.801827480081467 2.3632718012073544
math.gamma(0)  # raises: ValueError: math domain error
math.gamma(-1)  # raises: ValueError: math domain error
math.gamma(200)  # raises: OverflowError: math range error
math.fsum(["a"])  # raises: TypeError: must be real number, not str
math.fsum([math.inf, -math.inf])  # raises: ValueError: -inf + inf in fsum
math.fsum([1e308, 1e308])  # raises: OverflowError: intermediate overflow in fsum
