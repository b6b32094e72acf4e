from collections import OrderedDict
cache = OrderedDict()
misses = 0
seed = 1
for _ in range(20000):
    seed = seed * 16807 % 2147483647
    key = seed % 300
    if key in cache:
        cache.move_to_end(key)
    else:
        misses += 1
        cache[key] = key
        if len(cache) > 100: cache.popitem(last=False)
print(len(cache), misses, list(cache)[:5], list(cache)[-3:])
# expect: 100 13336 [179, 146, 209, 113, 54] [37, 167, 214]
