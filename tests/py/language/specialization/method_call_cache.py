class A:
    def m(self): return "A.m"
class B(A): pass
class C(A):
    def m(self): return "C.m"
def call(o): return o.m()
for _ in range(4): r = [call(A()), call(B()), call(C())]
print(r)  # expect: ['A.m', 'A.m', 'C.m']
b = B(); b.m = lambda: "instance"
print(call(b), call(B()))  # expect: instance A.m
A.m = lambda self: "patched"; print(call(A()), call(B()), call(C()))  # expect: patched patched C.m
B.m = staticmethod(lambda: "static"); print(call(B()))  # expect: static
C.m = classmethod(lambda cls: cls.__name__); print(call(C()))  # expect: C
A.m = 5
try: call(A())
except TypeError as e: print(e)  # expect: 'int' object is not callable
