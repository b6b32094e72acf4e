import builtins
real = builtins.__import__
def hook(name, *a, **k):
    print("import", name, a[2:] if len(a) > 2 else ())
    return real(name, *a, **k)
builtins.__import__ = hook
import math  # expect: import math (None, 0)
from math import pi  # expect: import math (('pi',), 0)
builtins.__import__ = real
