class A: pass
a = A()
l = [0, 0]
for a.x in "ab": pass
for l[1] in (7, 8): pass
for i, l[0] in [(1, 2)]: pass
print(a.x, l, i)  # expect: b [2, 8] 1
for x, *y in [(1, 2, 3), "ab"]:
    print(x, y)
# expect: 1 [2, 3]
# expect: a ['b']
for z in 1, 2:
    print(z)
# expect: 1
# expect: 2
for w in *[1, 2], 3:
    print(w)
# expect: 1
# expect: 2
# expect: 3
