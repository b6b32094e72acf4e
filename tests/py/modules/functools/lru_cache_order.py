from functools import lru_cache
calls = []
@lru_cache(maxsize=3)
def f(x):
    calls.append(x)
    return x * 10
for x in (1, 2, 3, 1, 4, 2, 1, 3, 5, 1): f(x)
print(calls, f.cache_info())  # expect: [1, 2, 3, 4, 2, 3, 5] CacheInfo(hits=3, misses=7, maxsize=3, currsize=3)
f.cache_clear()
print(f.cache_info(), f(1), f.cache_info(), f.cache_parameters(), f.__wrapped__(7), f.__name__)
# expect: CacheInfo(hits=0, misses=0, maxsize=3, currsize=0) 10 CacheInfo(hits=0, misses=1, maxsize=3, currsize=1) {'maxsize': 3, 'typed': False} 70 f
@lru_cache(maxsize=None, typed=True)
def g(*args, **kwargs): return len(calls), args, kwargs
print(g(1), g(1.0), g(1, a=2), g(a=2, b=3), g(b=3, a=2), g.cache_info())
# expect: (9, (1,), {}) (9, (1.0,), {}) (9, (1,), {'a': 2}) (9, (), {'a': 2, 'b': 3}) (9, (), {'b': 3, 'a': 2}) CacheInfo(hits=0, misses=5, maxsize=None, currsize=5)
@lru_cache(maxsize=0)
def h(x): return x
print(h(1), h(1), h.cache_info())  # expect: 1 1 CacheInfo(hits=0, misses=2, maxsize=0, currsize=0)
