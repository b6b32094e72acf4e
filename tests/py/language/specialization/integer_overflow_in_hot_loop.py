def f(n):
    x = 1
    for i in range(n): x = x * 2 + 1
    return x
print(f(10), f(100))  # expect: 2047 2535301200456458802993406410751
def g(n):
    t = 2 ** 61 - n // 2
    for i in range(n): t += 1
    return t
print(g(1000) == 2 ** 61 + 500)  # expect: True
