from functools import wraps, singledispatch, total_ordering, cmp_to_key, cached_property, singledispatchmethod
@singledispatch
def kind(x): return "object"
@kind.register
def _(x: int): return "int"
@kind.register(list)
def _(x): return "list"
print(kind(5), kind([]), kind("s"), kind(True), kind.dispatch(int)(1))  # expect: int list object int int
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))  # expect: [3, 2, 1]
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2))  # expect: True True False
class C:
    n = 0
    @cached_property
    def p(self): self.n += 1; return self.n
c = C(); print(c.p, c.p, vars(c))  # expect: 1 1 {'n': 1, 'p': 1}
