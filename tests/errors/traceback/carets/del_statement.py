d = {}
del d["a"], d["b"]
