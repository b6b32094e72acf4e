class A:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"A({self.x})"
class B:
    def __call__(self, x): return ("called", x)
def fn(x): return ("fn", x)
def gen(x): yield x
async def co(x): return x
def site(f): return f(5)
for _ in range(4):
    r = [site(f) for f in (fn, A, str, B(), lambda x: x, [].__class__.__name__.__eq__, abs, type, "{}".format, range, float, A(1).__class__)]
print(r)
# expect: [('fn', 5), A(5), '5', ('called', 5), 5, NotImplemented, 5, <class 'int'>, '5', range(0, 5), 5.0, A(5)]
print(list(site(gen)), site(co).close())  # expect: [5] None
for bad in (5, len, lambda: 0, lambda a, b: 0):
    try: site(bad)
    except TypeError as e: print(e)
# expect: 'int' object is not callable
# expect: object of type 'int' has no len()
# expect: <lambda>() takes 0 positional arguments but 1 was given
# expect: <lambda>() missing 1 required positional argument: 'b'
