src = "x = [" + ", ".join(f"{i}.5" for i in range(70000)) + "]"
ns = {}
exec(src, ns)
print(len(ns["x"]), ns["x"][300], ns["x"][65535], ns["x"][69999])  # expect: 70000 300.5 65535.5 69999.5
