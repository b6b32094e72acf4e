class A:
    def __eq__(self, o): return self == o
    def __getattr__(self, n): return getattr(self, n + "x")
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __len__(self): return len(self)
    def __hash__(self): return hash(self)
    def __add__(self, o): return self + o
    def __str__(self): return str(self)
    def __contains__(self, x): return x in self
for f in (lambda a: a == 1, lambda a: a.q, lambda a: a(), iter, len, hash, lambda a: a + 1, str, lambda a: 1 in a):
    try: f(A())
    except RecursionError: print("recursion", end=" ")
    # expect: recursion recursion recursion recursion recursion recursion recursion recursion recursion
print()
