def d(f): raise ValueError("deco")
@d
def f(): pass
