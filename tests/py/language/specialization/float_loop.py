def f(n):
    x = 0.0
    for i in range(n): x = x * 0.5 + i
    return x
print(f(10), f(100), f(1000))  # expect: 16.00390625 196.0 1996.0
def g():
    x = 1e300
    for i in range(5): x *= 1e5
    return x
print(g())  # expect: inf
def h():
    x = 1.0
    for i in range(400): x /= 10
    return x
print(h(), h() == 0)  # expect: 0.0 True
