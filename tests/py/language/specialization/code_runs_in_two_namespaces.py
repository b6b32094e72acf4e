code = compile("y = x + 1\nz = len(str(y))\ndef f(): return y * 2\nr = f()", "f", "exec")
for x in (1, 1.5, 2 ** 70):
    ns = {"x": x}
    exec(code, ns)
    print(ns["y"], ns["z"], ns["r"])
# expect: 2 1 4
# expect: 2.5 3 5.0
# expect: 1180591620717411303425 22 2361183241434822606850
