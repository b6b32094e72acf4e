def f(d, k):
    try: return d[k]
    except KeyError: return "missing"
    except TypeError as e: return "type"
d = {"a": 1}
print([f(d, k) for k in "ab" for _ in range(3)], f(d, []), f(5, 1), f(d, "a"))
# expect: [1, 1, 1, 'missing', 'missing', 'missing'] type type 1
