import _pack.sub as s
print(s.value, s.deep.depth, s.deep.name, s.deep.package, s.__package__)
# expect: 2 3 _pack.sub.deep _pack.sub _pack.sub
from _pack.sub.deep import depth as d
print(d)  # expect: 3
import _pack.beyond  # raises: ImportError: attempted relative import beyond top-level package
