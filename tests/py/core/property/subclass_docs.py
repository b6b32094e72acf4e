class P(property): pass
class A:
    @P
    def x(self): "x doc"; return 1
    x.extra = 5
print(A.x.__doc__, A.__dict__["x"].extra, A().x, type(A.__dict__["x"]).__name__)  # expect: x doc 5 1 P
