def d(tag):
    def wrap(f):
        f.tags = getattr(f, "tags", ()) + (tag,)
        return f
    return wrap
@d("outer")
@d("inner")
def f(): pass
print(f.tags)  # expect: ('inner', 'outer')
@d("c")
class A: pass
print(A.tags)  # expect: ('c',)
@(lambda f: "replaced")
def g(): pass
print(g)  # expect: replaced
