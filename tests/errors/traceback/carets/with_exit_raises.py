class M:
    def __enter__(self): pass
    def __exit__(self, *a): raise ValueError("exit")
with M() as m:
    x = 1
