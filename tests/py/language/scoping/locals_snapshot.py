def f(a):
    b = 2
    l = locals()
    l["c"] = 3
    b = 5
    return l, locals() is l, sorted(locals())
print(f(1))  # expect: ({'a': 1, 'b': 5, 'c': 3, 'l': {...}}, True, ['a', 'b', 'c', 'l'])
def g(x):
    def h(): return x
    return locals()
print(sorted(g(1)))  # expect: ['h', 'x']
class A:
    p = 1
    print("p" in locals())  # expect: True
print(locals() is globals())  # expect: True
