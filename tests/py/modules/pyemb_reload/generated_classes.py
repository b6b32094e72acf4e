# pyemb-only: CPython has no pyemb_reload
import sys, types
from pyemb_reload import reload
m = sys.modules["m"] = types.ModuleType("m")
old = """
import abc, dataclasses, enum, functools, typing
@dataclasses.dataclass
class D:
    x: int
class E(enum.Enum):
    ONE = 1
    def show(self): return 'old'
class P(typing.NamedTuple):
    x: int
    def f(self): return 'old'
class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
@functools.total_ordering
class T:
    def __eq__(self, other): return True
    def __lt__(self, other): return False
class Base:
    plugins = []
    def __init_subclass__(cls): known.append(cls)
known = []
class Plugin(Base): pass
"""
exec(old, m.__dict__)
d, one, p, D, Plugin = m.D(1), m.E.ONE, m.P(1), m.D, m.Plugin
reload(m, old.replace("'old'", "'new'").replace("x: int\nclass E", "x: int\n    y: int = 2\nclass E").replace("def f(self): ...", "def g(self): ...").replace("return False", "return True"))
print(m.D is D, d.y, repr(m.D(5)), m.D(1) == m.D(1, 2))  # expect: True 2 D(x=5, y=2) True
print(m.E.ONE is one, one.show(), m.E(1) is one, p.f(), m.T() < m.T())   # expect: True new True new True
print(sorted(m.Abstract.__abstractmethods__), m.known == [Plugin], m.Plugin is Plugin)  # expect: ['g'] True True
