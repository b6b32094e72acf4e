import math
for n in (0, 1, 2, 3, 4, 2 ** 52 - 1, 2 ** 62, 10 ** 30, 10 ** 200 + 7, 3 ** 4000):
    r = math.isqrt(n)
    print(r * r <= n < (r + 1) ** 2, math.isqrt(n * n) == n, math.isqrt(n * n + 2 * n) == n)
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
a, b, c = 3 ** 700, 5 ** 500, 7 ** 900
print(math.gcd(a * b, b * c) == b, math.lcm(a, b) == a * b, math.gcd(a * b, -c), math.gcd(2 ** 500, 2 ** 300 * 3) == 2 ** 300)
# expect: True True 1 True
print(pow(a, -1, b) * a % b, pow(3, -1, 2 ** 200) * 3 % 2 ** 200, pow(-a, -3, c) * -a ** 3 % c)  # expect: 1 1 1
pow(a, -1, 3 ** 5)  # raises: ValueError: base is not invertible for the given modulus
