class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return super().f() + ["B"]
class C(A):
    def f(self): return super().f() + ["C"]
class D(B, C):
    def f(self): return super().f() + ["D"]
for _ in range(3): r = [B().f(), C().f(), D().f()]
print(r)  # expect: [['A', 'B'], ['A', 'C'], ['A', 'C', 'B', 'D']]
A.f = lambda self: ["patched"]
print(D().f())  # expect: ['patched', 'C', 'B', 'D']
B.__bases__ = (C,)
print(B().f())  # expect: ['patched', 'C', 'B']
