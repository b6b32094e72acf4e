import gc, weakref
class C: pass
held = C()
held.inner = C()
reference = weakref.ref(held, lambda ref: print("gone", gc.collect() >= 0))
inner = weakref.ref(held.inner, lambda ref: gc.collect())
del held  # expect: gone True
print(reference() is inner() is None)  # expect: True
