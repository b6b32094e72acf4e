import weakref
class A:
    def m(self): return "m"
a = A()
f = weakref.finalize(a, print, "finalized", 1)
w = weakref.WeakMethod(a.m)
print(f.alive, w()())  # expect: True m
del a  # expect: finalized 1
print(f.alive, w(), f())  # expect: False None None
