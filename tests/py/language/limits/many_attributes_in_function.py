class A: pass
src = "def f(a):\n" + "".join(f"    a.x{i} = {i}\n" for i in range(3000)) + "    return a.x0 + a.x2999\n"
ns = {}
exec(src, ns)
print(ns["f"](A()))  # expect: 2999
