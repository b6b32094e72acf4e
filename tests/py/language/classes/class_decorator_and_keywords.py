def reg(cls):
    cls.registered = True
    return cls
@reg
class A: pass
bases, kw = (A,), {"metaclass": type}
class B(*bases, **kw): pass
print(B.registered, B.__bases__)  # expect: True (<class '__main__.A'>,)
