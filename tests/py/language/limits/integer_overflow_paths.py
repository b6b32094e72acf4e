x = 1
for i in range(70): x *= 3
print(x)  # expect: 2503155504993241601315571986085849
n = 2 ** 61 - 5
for i in range(10): n += 1
print(n)  # expect: 2305843009213693957
m = -2 ** 61 + 5
for i in range(10): m -= 1
print(m)  # expect: -2305843009213693957
k = 3
for i in range(8): k = k * k
print(k % 1000007)  # expect: 616099
i = 2 ** 62
while i > 2 ** 62 - 3: i -= 1
print(i)  # expect: 4611686018427387901
