class M:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print(t.__name__, repr(v), tb is not None)
        return True
with M():  # expect: ValueError ValueError('x') True
    raise ValueError("x")
print("after")  # expect: after
