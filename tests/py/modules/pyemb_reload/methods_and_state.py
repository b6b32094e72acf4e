# pyemb-only: CPython has no pyemb_reload
import sys, types
from pyemb_reload import reload
m = sys.modules["m"] = types.ModuleType("m")
old = """
class A:
    kind, gone = 'old', 1
    def f(self): return self.x
    def removed(self): pass
    @property
    def p(self): return 'old'
    @classmethod
    def c(cls): return 'old', cls
    @staticmethod
    def s(): return 'old'
    class Inner:
        def g(self): return 'old'
class B(A):
    def f(self): return 'B', super().f()
"""
exec(old, m.__dict__)
A, a, b, inner = m.A, m.A(), m.B(), m.A.Inner()
a.x = b.x = 1
bound, c, s = a.f, A.c, A.s
new = old.replace("'old'", "'new'").replace("return self.x", "return self.x + 10").replace(", gone = 'new', 1", ", added = 'new', 2").replace("def removed", "def more")
print(reload(m, new) is m, m.A is A, type(a) is A)  # expect: True True True
print(a.f(), bound(), b.f(), a.f == bound)          # expect: 11 11 ('B', 11) True
print(a.kind, a.added, hasattr(a, "gone"), hasattr(a, "removed"), hasattr(b, "more"))  # expect: new 2 False False True
print(a.p, c() == ("new", A), s(), inner.g())       # expect: new True new new
print(A.__subclasses__() == [m.B], [k for k in m.__dict__ if k[0] != "_"])  # expect: True ['A', 'B']
