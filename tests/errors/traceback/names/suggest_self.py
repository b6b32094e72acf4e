class A:
    def __init__(self): self.bluch = 1
    def f(self): return self.blech
A().f()
