# pyemb-only: CPython has no pyemb_reload
import sys, types
from pyemb_reload import reload
m = sys.modules["m"] = types.ModuleType("m")
exec("class A:\n  def f(self): return 1\n  def g(self): return __class__", m.__dict__)
a = m.A()
f, g = a.f, a.g
reload(m, "class A:\n  def f(self): return __class__, super().__hash__() == hash(self)\n  def g(self): return 2")
print(f() == (m.A, True), g(), a.f == f)  # expect: True 2 True
def one(): return 1
def two(x=2): return x
import _imp
_imp._become(one, two)
print(one(), one.__name__, one is not two)  # expect: 2 two True
_imp._become(one, 3)  # raises: TypeError: _become() argument must be a function, not 'int'
