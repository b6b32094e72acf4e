class M:
    def __enter__(self): pass
    def __exit__(self, *a): raise KeyError("exit")
with M():
    raise ValueError("body")
