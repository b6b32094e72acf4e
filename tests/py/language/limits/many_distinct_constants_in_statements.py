src = "t = 0\n" + "".join(f"t = t + {i * 1.25!r}\n" for i in range(70000))
ns = {}
exec(src, ns)
print(ns["t"])  # expect: 3062456250.0
