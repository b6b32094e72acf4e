import weakref
class A: pass
def g():
    a = A()
    ref.append(weakref.ref(a, lambda r: print("died")))
    yield
ref = []
it = g(); next(it)
it.close()  # expect: died
print(ref[0]())  # expect: None
