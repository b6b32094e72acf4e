import weakref
class A: pass
a = A()
r = weakref.ref(a)
print(r() is a, r is weakref.ref(a), weakref.getweakrefcount(a), weakref.getweakrefs(a) == [r], type(r).__name__, r == weakref.ref(a))
# expect: True True 1 True ReferenceType True
del a
print(r(), weakref.ref(A())() )  # expect: None None
weakref.ref(5)  # raises: TypeError: cannot create weak reference to 'int' object
weakref.ref([])  # raises: TypeError: cannot create weak reference to 'list' object
weakref.ref()  # raises: TypeError: __new__ expected at least 1 argument, got 0
class S: __slots__ = ()
weakref.ref(S())  # raises: TypeError: cannot create weak reference to 'S' object
