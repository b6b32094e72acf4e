import gc, weakref
class A: pass
a = A()
r = weakref.ref(a, lambda r: print("called", gc.collect() >= 0))
del a  # expect: called True
print(r())  # expect: None
