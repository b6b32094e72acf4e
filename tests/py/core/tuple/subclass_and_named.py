class T(tuple):
    def __repr__(self): return "T" + super().__repr__()
t = T([1, 2])
print(t, t[0:1], type(t[:]).__name__, t == (1, 2), hash(t) == hash((1, 2)), tuple(t), type(t + ()).__name__)
# expect: T(1, 2) (1,) tuple True True (1, 2) tuple
