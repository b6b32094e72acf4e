src = "def f():\n" + "".join(f"    v{i} = {i}\n" for i in range(300)) + "    def g(): return " + " + ".join(f"v{i}" for i in range(300)) + "\n    return g\n"
ns = {}
exec(src, ns)
print(ns["f"]()(), len(ns["f"]().__closure__))  # expect: 44850 300
