# pyemb-only: CPython has no pyemb_reload
import sys, types
from pyemb_reload import reload
m = sys.modules["m"] = types.ModuleType("m")
old = """
import abc, enum
class A:
    def f(self): return 'old'
class B(A):
    x: int = 1
class S:
    __slots__ = 'a', 'b'
class E(enum.Enum):
    ONE = 1
def g(): return 'old'
"""
exec(old, m.__dict__)
a, bound, g = m.A(), m.A().f, m.g
names, members = dict(m.__dict__), {c: dict(vars(c)) for c in (m.A, m.B, m.S, m.E)}
def attempt(source):
    try:
        reload(m, source)
    except Exception as e:
        print(f"{type(e).__name__}: {e}".split(" object")[0])
    same = m.__dict__ == names and list(m.__dict__) == list(names) and all(dict(vars(c)) == d for c, d in members.items())
    if not (same and a.f() == bound() == g() == "old"): print("changed")
new = old.replace("'old'", "'new'")
attempt(new + "(")                               # expect: SyntaxError: '(' was never closed (<m>, line 12)
attempt(new + "1 / 0")                           # expect: ZeroDivisionError: division by zero
attempt(new.replace("'a', 'b'", "'a', 'c'"))     # expect: TypeError: class m.S cannot be changed in place: its __slots__ changed from (a, b) to (a, c)
attempt(new.replace("(A)", "(int)"))             # expect: TypeError: class m.B cannot be changed in place: its bases changed: __bases__ assignment: 'int'
attempt(new.replace("ONE = 1", "ONE = 2"))       # expect: TypeError: class m.E cannot be changed in place: its members changed
attempt(new.replace("class A:", "class A(metaclass=abc.ABCMeta):"))  # expect: TypeError: class m.A cannot be changed in place: its metaclass changed from type to ABCMeta
attempt(None)                                    # expect: ImportError: module 'm' has no source to reload
reload(m, new)
print(a.f(), bound(), g())                       # expect: new new new
reload(3)                                        # raises: TypeError: reload() argument must be a module, not int
