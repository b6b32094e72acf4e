class A:
    def __init__(self): self.x = 1
a = A()
def get(): return a.x
for _ in range(4): get()
d = a.__dict__
d["x"] = 2; print(get())  # expect: 2
a.x = 3; print(d)  # expect: {'x': 3}
d.clear()
try: get()
except AttributeError as e: print(e)  # expect: 'A' object has no attribute 'x'
a.__dict__ = {"x": 4}; print(get(), d)  # expect: 4 {}
