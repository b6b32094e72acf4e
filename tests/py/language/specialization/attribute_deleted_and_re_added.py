class A:
    def __init__(self): self.a = 1; self.b = 2; self.c = 3
def read(o): return o.b
x, y = A(), A()
for _ in range(4): read(x)
del x.b
try: read(x)
except AttributeError as e: print(e)  # expect: 'A' object has no attribute 'b'
x.b = "new"
print(read(x), read(y), list(vars(x)), list(vars(y)))  # expect: new 2 ['a', 'c', 'b'] ['a', 'b', 'c']
