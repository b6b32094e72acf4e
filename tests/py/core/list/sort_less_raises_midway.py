class A:
    count = 0
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        A.count += 1
        if A.count > 150: raise RuntimeError("enough")
        return self.n < other.n
values = [(i * 37) % 101 for i in range(101)]
l = [A(n) for n in values]
try: l.sort()
except RuntimeError as e: print(e)  # expect: enough
print(len(l), sorted(a.n for a in l) == sorted(values))  # expect: 101 True
