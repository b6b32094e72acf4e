class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f(x):
    x = None
    print("in f")
f(A(1))
# expect: del 1
# expect: in f
def g(x): return x
y = g(A(2))
print("held")  # expect: held
y = None  # expect: del 2
g(g(A(3))).n  # expect: del 3
print("end")  # expect: end
