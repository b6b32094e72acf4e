class Temp:
    def __init__(self, c): self.c = c
    f = property(lambda s: s.c * 9 / 5 + 32, lambda s, v: setattr(s, "c", (v - 32) * 5 / 9))
t = Temp(100)
print(t.f)  # expect: 212.0
t.f = 32
print(t.c)  # expect: 0.0
