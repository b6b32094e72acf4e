from functools import lru_cache
@lru_cache(maxsize=2)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), fib.cache_info().currsize)  # expect: 832040 2
class A:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        fib.cache_clear()
        return self.n == other.n
@lru_cache(maxsize=10)
def g(a): return a.n
print(g(A(1)), g(A(2)), g(A(1)), g.cache_info())  # expect: 1 2 1 CacheInfo(hits=1, misses=2, maxsize=10, currsize=2)
class C:
    @lru_cache
    def m(self, x): return x + 1
c = C()
print(c.m(1), c.m(1), C.m.cache_info(), type(C.m).__name__, type(c.m).__name__)
# expect: 2 2 CacheInfo(hits=1, misses=1, maxsize=128, currsize=1) _lru_cache_wrapper method
