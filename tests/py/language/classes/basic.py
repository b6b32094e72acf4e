class A:
    "doc"
    x = 1
    def __init__(self, y): self.y = y
    def m(self): return self.x + self.y
a = A(2)
print(a.m(), a.x, A.x, a.__class__ is A, A.__name__, A.__doc__, A.__module__)  # expect: 3 1 1 True A doc __main__
a.x = 10
print(a.m(), A.x, vars(a))  # expect: 12 1 {'y': 2, 'x': 10}
