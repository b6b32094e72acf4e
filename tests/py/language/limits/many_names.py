src = "".join(f"n{i} = {i}\n" for i in range(70000)) + "r = n0 + n300 + n65536 + n69999"
ns = {}
exec(src, ns)
print(ns["r"])  # expect: 135835
