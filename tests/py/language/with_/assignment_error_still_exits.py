class M:
    def __enter__(self): return 5
    def __exit__(self, t, *a): print("exit", t.__name__)
try:
    with M() as (a, b): pass  # expect: exit TypeError
except TypeError as e: print(e)  # expect: cannot unpack non-iterable int object
