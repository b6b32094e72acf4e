l = [3, 1, 2]
def key(x):
    if x == 2: raise KeyError("stop")
    return x
try: l.sort(key=key)
except KeyError: print(sorted(l))  # expect: [1, 2, 3]
class A:
    def __lt__(self, o): raise ValueError("lt")
m = [A(), A()]
try: m.sort()
except ValueError as e: print(e, len(m))  # expect: lt 2
