src = "def f(*a, **k): return len(a), len(k), a[-1], k['k499']\nr = f(" + ", ".join(map(str, range(500))) + ", " + ", ".join(f"k{i}={i}" for i in range(500)) + ")"
ns = {}
exec(src, ns)
print(ns["r"])  # expect: (500, 500, 499, 499)
src = "def g(" + ", ".join(f"p{i}" for i in range(400)) + "): return p0 + p399\nr = g(" + ", ".join(map(str, range(400))) + ")"
exec(src, ns)
print(ns["r"])  # expect: 399
