class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def f(p):
    match p:
        case P(0, 0): return "origin"
        case P(x, y=0): return ("x axis", x)
        case P(x=0, y=y): return ("y axis", y)
        case P(): return "point"
print(f(P(0, 0)), f(P(3, 0)), f(P(0, 4)), f(P(1, 1)), f(5))  # expect: origin ('x axis', 3) ('y axis', 4) point None
