src = "".join(f"def f{i}(): return {i}\nclass C{i}: v = {i}\n" for i in range(2000))
ns = {}
exec(src, ns)
print(ns["f1999"](), ns["C1999"].v)  # expect: 1999 1999
