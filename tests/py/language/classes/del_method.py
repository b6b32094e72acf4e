class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = A(1)
a = A(2)  # expect: del 1
del a  # expect: del 2
def f(): A(3); print("in f")
f()
# expect: del 3
# expect: in f
[A(4)].clear()  # expect: del 4
print("end")  # expect: end
