class Base: v = "base"
class Mid(Base): pass
class Leaf(Mid): pass
x = Leaf()
def get(): return x.v
print([get() for _ in range(4)])  # expect: ['base', 'base', 'base', 'base']
Base.v = "changed"; print(get())  # expect: changed
Mid.v = "mid"; print(get())  # expect: mid
del Mid.v; print(get())  # expect: changed
Base.__getattribute__ = lambda s, n: "hooked " + n
print(get())  # expect: hooked v
del Base.__getattribute__
print(get())  # expect: changed
