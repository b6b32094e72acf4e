import gc, weakref
class A: pass
a, b = A(), A()
a.b, b.a = b, a
r = weakref.ref(a, lambda r: print("outside callback"))
a.inner = weakref.ref(b, lambda r: print("never: dies with the cycle"))
del a, b
gc.collect()  # expect: outside callback
print(r())  # expect: None
