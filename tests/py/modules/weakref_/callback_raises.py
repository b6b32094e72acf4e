import weakref
class A: pass
a = A()
def cb(r): raise ValueError("in callback")
r = weakref.ref(a, cb)
del a
print("survived")  # expect: survived
# stderr: ValueError: in callback
