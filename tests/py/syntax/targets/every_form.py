class C: pass
o, d = C(), {}
(a), [b, *c], o.x, d["k"] = 1, (2, 3, 4), 5, 6
print(a, b, c, o.x, d)  # expect: 1 2 [3, 4] 5 {'k': 6}
for (o.y), d[0] in [(1, 2)]: print(o.y, d[0])  # expect: 1 2
[e] = (f), = [7]
print(e, f)  # expect: 7 7
(o.z): int = 8
print(o.z, [y := 9, y ** 2])  # expect: 8 [9, 81]
del (a), [b, (c)], o.x
print(sorted(vars(o)))  # expect: ['y', 'z']
