class A: pass
a = A(); a.x = "instance"
def get(): return a.x
def put(v): a.x = v
for _ in range(4): get(); put("again")
class D:
    def __get__(self, o, t): return "descriptor"
    def __set__(self, o, v): print("set", v)
A.x = D()
print(get()); put(5)
# expect: descriptor
# expect: set 5
del A.x
print(get())  # expect: again
