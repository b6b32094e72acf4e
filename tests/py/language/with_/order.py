class M:
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, *a): print("exit", self.n, a)
with M(1) as x, M(2) as y:
    print("body", x, y)
# expect: enter 1
# expect: enter 2
# expect: body 1 2
# expect: exit 2 (None, None, None)
# expect: exit 1 (None, None, None)
