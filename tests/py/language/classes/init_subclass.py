class A:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        print("subclass", cls.__name__, tag)
class B(A, tag="t"): pass  # expect: subclass B t
class C(B): pass  # expect: subclass C None
print(B.tag, C.tag, hasattr(A, "tag"))  # expect: t None False
class D(A, other=1): pass  # raises: TypeError: D.__init_subclass__() takes no keyword arguments
