class Len0:
    def __len__(self): return 0
class BoolF:
    def __bool__(self): return False
def t(x):
    if x: return 1
    return 0
for _ in range(3):
    r = [t(x) for x in (0, 1, 0.0, -0.0, 1.5, "", "a", [], [0], None, True, False, Len0(), BoolF(), object(), 2 ** 70, (), {}, {1: 2}, ..., 0j)]
print(r)  # expect: [0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0]
