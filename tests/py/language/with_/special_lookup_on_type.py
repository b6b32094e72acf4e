class M:
    def __enter__(self): return "type"
    def __exit__(self, *a): pass
m = M()
m.__enter__ = lambda: "instance"
with m as x: print(x)  # expect: type
