class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    a, b, c = A("a"), A("b"), A("c")
    print("body")
f()
# expect: body
# expect: del a
# expect: del b
# expect: del c
l = [A(1), A(2)]
del l[0]  # expect: del 1
print("list")  # expect: list
l = None  # expect: del 2
d = {"x": A("x")}
d["x"] = A("y")  # expect: del x
d.clear()  # expect: del y
t = (A("t"),)
t = 5  # expect: del t
