def v(x):
    print("v", x)
    return x
def f(*a, **k): return a, k
print(f(v(1), *[v(2)], v(3), a=v(4), **{"b": v(5)}))
# expect: v 1
# expect: v 2
# expect: v 3
# expect: v 4
# expect: v 5
# expect: ((1, 2, 3), {'a': 4, 'b': 5})
print([v(1), v(2)], (v(3), v(4)))
# expect: v 1
# expect: v 2
# expect: v 3
# expect: v 4
# expect: [1, 2] (3, 4)
print({v("k1"): v("v1"), v("k2"): v("v2")})
# expect: v k1
# expect: v v1
# expect: v k2
# expect: v v2
# expect: {'k1': 'v1', 'k2': 'v2'}
print(v(2) ** v(3) - v(1))
# expect: v 2
# expect: v 3
# expect: v 1
# expect: 7
