a = b = [1]
a += (2,)
print(b, a is b)  # expect: [1, 2] True
a = a + [3]
print(b, a)  # expect: [1, 2] [1, 2, 3]
t = u = (1,)
t += (2,)
print(t, u)  # expect: (1, 2) (1,)
s = {1}
r = s
s |= {2}; s &= {2, 3}; s ^= {4}; s -= {9}
print(sorted(s), r is s)  # expect: [2, 4] True
