def f(a, b=2, *, c=3): return (a, b, c)
def site(**k): return f(1, **k)
for _ in range(3): r = [f(a=1), f(1, c=5), f(b=0, a=9), site(), site(b=7), site(c=8, b=6), f(*(1, 2), **{"c": 0})]
print(r)  # expect: [(1, 2, 3), (1, 2, 5), (9, 0, 3), (1, 2, 3), (1, 7, 3), (1, 6, 8), (1, 2, 0)]
for k in ({"z": 1}, {"a": 1}):
    try: site(**k)
    except TypeError as e: print(e)
# expect: f() got an unexpected keyword argument 'z'
# expect: f() got multiple values for argument 'a'
