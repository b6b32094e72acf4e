def v(x):
    print("v", x)
    return lambda f: f
@v("first")
@v("second")
def f(a=v("default"), *, b=v("kwdefault")) -> v("annotation"): pass
# expect: v first
# expect: v second
# expect: v default
# expect: v kwdefault
# expect: v annotation
