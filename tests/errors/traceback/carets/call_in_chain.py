def f(x): return None
print(f(1).g(2).h(3))
