import weakref
class A: pass
a = A()
r1 = weakref.ref(a, lambda r: print("cb1", r is r1, r()))
r2 = weakref.ref(a, lambda r: print("cb2"))
print(r1.__callback__ is not None, weakref.ref(a).__callback__)  # expect: True None
del a
# expect: cb2
# expect: cb1 True None
print("after", r1())  # expect: after None
b = A()
weakref.ref(b, print)
del b
print("no callback for a dead ref")  # expect: no callback for a dead ref
