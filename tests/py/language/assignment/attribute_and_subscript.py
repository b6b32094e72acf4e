class A: pass
a = A()
a.x = a.y = 1
d = {}
d["k"], a.x = 2, 3
print(a.x, a.y, d)  # expect: 3 1 {'k': 2}
l = [0, 1, 2, 3]
l[1:3] = "ab"
l[::2] = [9, 8]
print(l)  # expect: [9, 'a', 8, 3]
