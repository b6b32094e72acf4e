src = "def f():\n" + "".join(f"    v{i} = {i}\n" for i in range(1000)) + "    return v0 + v255 + v256 + v999\n"
ns = {}
exec(src, ns)
print(ns["f"](), ns["f"].__code__.co_nlocals)  # expect: 1510 1000
