import weakref
class A: pass
def f():
    a = A()
    global r
    r = weakref.ref(a)
    print(r() is a)
f()  # expect: True
print(r())  # expect: None
x = [A()]; q = weakref.ref(x[0]); x[0] = None
print(q())  # expect: None
d = {"k": A()}; q = weakref.ref(d["k"]); d.pop("k")
print(q())  # expect: None
def g(a): return weakref.ref(a)
print(g(A())())  # expect: None
