from functools import lru_cache
class A:
    @lru_cache
    def m(self, x, *, y=0): return (x, y)
a = A()
print(a.m(1), a.m(1), a.m(1, y=2), A.m.cache_info().hits, A.m.cache_info().misses, a.m.__self__ is a)
# expect: (1, 0) (1, 0) (1, 2) 1 2 True
@lru_cache(maxsize=0)
def z(x): return x
print(z(1), z(1), z.cache_info())  # expect: 1 1 CacheInfo(hits=0, misses=2, maxsize=0, currsize=0)
