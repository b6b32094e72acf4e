# pyemb-only: CPython has no pyemb_reload
import sys, types
from pyemb_reload import reload
m = sys.modules["m"] = types.ModuleType("m")
old = """
def f(a, b=2, *, c=3) -> int:
    'old'
    return a, b, c
def wrap(f):
    def wrapper(*args): return 'wrapped', f(*args)
    return wrapper
@wrap
def g(x): return x
def make(n):
    def closure(): return n
    return closure
table = {'f': f}
def vanishing(): pass
"""
exec(old, m.__dict__)
f, g, closure = m.f, m.g, m.make(5)
f.mark = 1
reload(m, old.replace("b=2, *, c=3) -> int", "b=20, *, c=30) -> str").replace("'old'", "'new'").replace("return x\n", "return x * 2\n")
          .replace("return n", "return -n").replace("def vanishing(): pass", ""))
print(m.f is f, f(1), f.__doc__, f.__annotations__["return"], f.mark)  # expect: True (1, 20, 30) new <class 'str'> 1
print(g(4), m.g(4), closure(), hasattr(m, "vanishing"))  # expect: ('wrapped', 8) ('wrapped', 8) -5 False
held = m.table["f"]
reload(m, old.replace("return a, b, c", "return 'third'"))
print(f(1), held(1), m.f is f, closure())  # expect: third third True 5
