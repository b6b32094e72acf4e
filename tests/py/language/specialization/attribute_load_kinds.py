class A: x = "class A"
class B:
    def __init__(self): self.x = "instance B"
class C:
    __slots__ = ("x",)
    def __init__(self): self.x = "slot C"
class D:
    @property
    def x(self): return "property D"
class E:
    def __getattr__(self, n): return "getattr E"
class F(A): pass
def get(o): return o.x
import types
m = types.ModuleType("m"); m.x = "module"
for i in range(5):
    r = [get(o) for o in (A(), B(), C(), D(), E(), F(), A, m)]
print(r)  # expect: ['class A', 'instance B', 'slot C', 'property D', 'getattr E', 'class A', 'class A', 'module']
