import gc
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a, b = A("a"), A("b")
a.o, b.o = b, a
del a, b
print("before")  # expect: before
gc.collect()
# expect: del a
# expect: del b
print("after")  # expect: after
