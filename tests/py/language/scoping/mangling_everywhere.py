class M:
    import math as __m
    def f(__a, *, __b=1): return __a, __b
    def g(self):
        global __G
        __G = 7
        def __inner(): return 8
        return __inner()
    try: 1 / 0
    except ZeroDivisionError as __e: pass
    for __i in [1]: pass
print(sorted(k for k in vars(M) if k.startswith("_M")), M.f(1, _M__b=2), M().g(), _M__G)
# expect: ['_M__i', '_M__m'] (1, 2) 8 7
