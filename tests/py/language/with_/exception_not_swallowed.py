class M:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): return 0
try:
    with M(): raise ValueError("x")
except ValueError as e: print("outer", e)  # expect: outer x
class R:
    def __enter__(self): pass
    def __exit__(self, *a): raise KeyError("exit")
try:
    with R(): 1 / 0
except KeyError as e: print(repr(e), repr(e.__context__))
# expect: KeyError('exit') ZeroDivisionError('division by zero')
