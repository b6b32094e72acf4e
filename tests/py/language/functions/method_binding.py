class A:
    def m(self, x=0): return (self.n, x)
    n = 1
a = A()
m = a.m
a.n = 2
print(m(5), A.m(a, 6), m.__self__ is a, m.__func__ is A.m, m.__name__)  # expect: (2, 5) (2, 6) True True m
print(a.m == a.m, a.m is a.m, hash(a.m) == hash(a.m), a.m == A().m)  # expect: True False True False
a.own = lambda: "unbound"
print(a.own())  # expect: unbound
