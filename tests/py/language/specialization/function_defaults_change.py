def f(a, b=1): return a + b
def site(): return f(1)
print([site() for _ in range(4)])  # expect: [2, 2, 2, 2]
f.__defaults__ = (10,); print(site())  # expect: 11
f.__defaults__ = None
try: site()
except TypeError as e: print(e)  # expect: f() missing 1 required positional argument: 'b'
def g(a): return "g"
f.__code__ = g.__code__; print(site())  # expect: g
f = lambda a: "rebound"; print(site())  # expect: rebound
