import math
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 0), math.gcd(-4, 6, 10), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.factorial(0), math.factorial(20), math.factorial(30), math.comb(5, 2), math.comb(3, 5), math.comb(100, 50), math.perm(5, 2), math.perm(5), math.isqrt(99), math.isqrt(10 ** 40))
# expect: 6 0 0 2 12 1 0 1 2432902008176640000 265252859812191058636308480000000 10 0 100891344545564193334812497256 20 120 9 100000000000000000000
math.factorial(-1)  # raises: ValueError: factorial() not defined for negative values
math.factorial(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
math.comb(-1, 2)  # raises: ValueError: n must be a non-negative integer
math.isqrt(-1)  # raises: ValueError: isqrt() argument must be nonnegative
math.gcd(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
math.perm(5, -1)  # raises: ValueError: k must be a non-negative integer
