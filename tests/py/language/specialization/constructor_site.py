class A:
    def __init__(self, x=1): self.x = x
def new(): return A()
print([new().x for _ in range(4)])  # expect: [1, 1, 1, 1]
A.__init__ = lambda self, x=2: setattr(self, "x", x * 10)
print(new().x)  # expect: 20
A.__new__ = lambda cls: "not an A"
print(new())  # expect: not an A
del A.__new__, A.__init__
try: print(vars(new()))  # expect: {}
except TypeError as e: print(e)
