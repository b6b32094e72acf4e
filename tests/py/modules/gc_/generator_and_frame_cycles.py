import gc, weakref
class A: pass
def g():
    me = yield
    a = A(); refs.append(weakref.ref(a))
    try: yield
    finally: print("finally ran")
refs = []
it = g(); next(it); it.send(it)
del it
gc.collect()  # expect: finally ran
print(refs[0]())  # expect: None
