class A: pass
def fill(o, order):
    for n in order: setattr(o, n, n)
def put(o): o.q = 1; o.r = 2; o.q = 3
objs = []
for order in ("abc", "cba", "", "a", "bca"):
    o = A(); fill(o, order); put(o); objs.append(o)
print([vars(o) for o in objs])
# expect: [{'a': 'a', 'b': 'b', 'c': 'c', 'q': 3, 'r': 2}, {'c': 'c', 'b': 'b', 'a': 'a', 'q': 3, 'r': 2}, {'q': 3, 'r': 2}, {'a': 'a', 'q': 3, 'r': 2}, {'b': 'b', 'c': 'c', 'a': 'a', 'q': 3, 'r': 2}]
class S: __slots__ = ("q", "r")
s = S(); put(s); print(s.q, s.r)  # expect: 3 2
class T:
    def __setattr__(self, n, v): print("setattr", n, v)
put(T())
# expect: setattr q 1
# expect: setattr r 2
# expect: setattr q 3
