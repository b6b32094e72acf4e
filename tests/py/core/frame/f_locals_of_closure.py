import sys
def outer(x):
    y = 1
    def inner(z):
        w = x + y + z
        return sys._getframe().f_locals
    return inner(3)
print(sorted(outer(5).items()))  # expect: [('w', 9), ('x', 5), ('y', 1), ('z', 3)]
class A:
    q = 1
    ns = sorted(k for k in sys._getframe(0).f_locals)[:1]
