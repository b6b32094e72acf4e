from itertools import tee
class Reenter:
    done = False
    def __iter__(self): return self
    def __next__(self):
        if not Reenter.done:
            Reenter.done = True
            return next(b)
        return 1
a, b = tee(Reenter())
print(len(tee(iter(range(200)), 3)), [sum(t) for t in tee(iter(range(200)), 3)])  # expect: 3 [19900, 19900, 19900]
next(a)  # raises: RuntimeError: cannot re-enter the tee iterator
