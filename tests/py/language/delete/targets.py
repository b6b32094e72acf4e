a = b = c = 1
l = [0, 1, 2, 3, 4, 5]
d = {1: 2, 3: 4}
del a, (b, [c]), l[0], l[1:3], d[1]
print(l, d, "a" in globals(), "b" in globals(), "c" in globals())  # expect: [1, 4, 5] {3: 4} False False False
class A: pass
A.x = 1
del A.x
print(hasattr(A, "x"))  # expect: False
