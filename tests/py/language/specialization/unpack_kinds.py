def f(o):
    a, b = o
    return a, b
for _ in range(3):
    r = [f(o) for o in ((1, 2), [3, 4], "ab", {5: 0, 6: 0}, iter([7, 8]), range(2), (x for x in "cd"))]
print(r)  # expect: [(1, 2), (3, 4), ('a', 'b'), (5, 6), (7, 8), (0, 1), ('c', 'd')]
for bad in ((1,), [1, 2, 3], 5, ""):
    try: f(bad)
    except (ValueError, TypeError) as e: print(e)
# expect: not enough values to unpack (expected 2, got 1)
# expect: too many values to unpack (expected 2)
# expect: cannot unpack non-iterable int object
# expect: not enough values to unpack (expected 2, got 0)
