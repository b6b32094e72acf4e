ds = [lambda f: (f, "zero")]
@ds[0]
def f(): pass
print(f[1])  # expect: zero
@(x := lambda f: 5)
def g(): pass
print(g)  # expect: 5
@ds[0] if 0 else len.__class__.__call__.__class__ and (lambda f: 6)
def h(): pass
print(h)  # expect: 6
class N:
    class M:
        @staticmethod
        def deco(f): return 7
@N.M.deco
def i(): pass
print(i)  # expect: 7
