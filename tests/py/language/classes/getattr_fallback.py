class A:
    x = 1
    def __getattr__(self, n):
        if n.startswith("dyn"): return n.upper()
        raise AttributeError("none such: " + n)
a = A()
print(a.x, a.dyn_y, getattr(a, "zz", "default"), hasattr(a, "qq"))  # expect: 1 DYN_Y default False
a.other  # raises: AttributeError: none such: other
