import weakref
class A:
    x = 1
    def m(self): return "m"
    def __len__(self): return 3
    def __add__(self, o): return ("add", o)
    def __getitem__(self, k): return k
    def __call__(self): return "called"
a = A()
p = weakref.proxy(a)
print(p.x, len(p), p + 1, p["k"], p(), p.m(), bool(p), isinstance(p, A), type(p).__name__)
# expect: 1 3 ('add', 1) k called m True True CallableProxyType
p.y = 5; print(a.y, hasattr(p, "zz"))  # expect: 5 False
hash(p)  # raises: TypeError: unhashable type: 'weakref.CallableProxyType'
del a
p.x  # raises: ReferenceError: weakly-referenced object no longer exists
