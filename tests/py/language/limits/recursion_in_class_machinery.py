class M(type):
    def __call__(cls): return cls()
class A(metaclass=M): pass
try: A()
except RecursionError: print("call")  # expect: call
class P:
    @property
    def x(self): return self.x
try: P().x
except RecursionError: print("property")  # expect: property
import functools
f = functools.partial(lambda g: g(g))
f.__setstate__((f, (f,), {}, {})) if 0 else None
def deco(): return list(map(lambda _: deco(), [1]))
try: deco()
except RecursionError: print("map")  # expect: map
def s(): return sorted([1, 2], key=lambda _: s())
try: s()
except RecursionError: print("sorted")  # expect: sorted
