def f(x=[]):
    x.append(1)
    return x
f()
print(f(), f([5]), f.__defaults__)  # expect: [1, 1] [5, 1] ([1, 1],)
n = 1
def g(a=n): return a
n = 2
print(g())  # expect: 1
