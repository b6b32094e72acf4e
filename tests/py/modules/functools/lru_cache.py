from functools import lru_cache, cache
calls = []
@lru_cache(maxsize=2)
def f(x):
    calls.append(x)
    return x * 2
print(f(1), f(2), f(1), f(3), f(2), calls, f.cache_info(), f.cache_parameters())
# expect: 2 4 2 6 4 [1, 2, 3, 2] CacheInfo(hits=1, misses=4, maxsize=2, currsize=2) {'maxsize': 2, 'typed': False}
f.cache_clear(); print(f.cache_info(), f.__wrapped__(5), f.__name__)
# expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0) 10 f
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())  # expect: 23416728348467685 CacheInfo(hits=78, misses=81, maxsize=None, currsize=81)
@lru_cache(typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t.cache_info())  # expect: int float CacheInfo(hits=0, misses=2, maxsize=128, currsize=2)
f([])  # raises: TypeError: unhashable type: 'list'
lru_cache(maxsize="a")(len) if 0 else lru_cache("a")  # raises: TypeError: Expected first argument to be an integer, a callable, or None
