import weakref
class R(weakref.ref):
    def __new__(cls, o, tag): return super().__new__(cls, o)
    def __init__(self, o, tag): super().__init__(o); self.tag = tag
class A:
    __slots__ = ("__weakref__",)
a = A()
r = R(a, "t")
print(r() is a, r.tag, r is not weakref.ref(a), weakref.getweakrefcount(a))  # expect: True t True 1
def f(): pass
print(weakref.ref(f)() is f, weakref.ref(A)() is A, weakref.ref(len)() is len, weakref.ref({1})() , weakref.ref(a.__class__)() is A)
# expect: True True True None True
