def count(*a):
    n = 0
    for i in range(*a): n += 1; last = i
    return n, last if n else None
print(count(5), count(0), count(2 ** 61 - 2, 2 ** 61 + 2), count(-2 ** 61 + 1, -2 ** 61 - 3, -1), count(10, 0, -3), count(2 ** 70, 2 ** 70 + 3), count(2 ** 63 - 2, 2 ** 63 + 1))
# expect: (5, 4) (0, None) (4, 2305843009213693953) (4, -2305843009213693954) (4, 1) (3, 1180591620717411303426) (3, 9223372036854775808)
for i in range(3):
    i = i * 10
    print(i)
# expect: 0
# expect: 10
# expect: 20
