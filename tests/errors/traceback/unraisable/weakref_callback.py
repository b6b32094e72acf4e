import weakref
class A: pass
def callback(r): 1 / 0
a = A()
r = weakref.ref(a, callback)
del a
