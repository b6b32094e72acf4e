import gc, weakref
class A: pass
a = A(); a.self = a
r = weakref.ref(a)
del a
print(r() is not None)  # expect: True
n = gc.collect()
print(r(), n >= 1)  # expect: None True
l = []; l.append(l); d = {}; d["d"] = d
del l, d
print(gc.collect() >= 2, gc.collect())  # expect: True 0
