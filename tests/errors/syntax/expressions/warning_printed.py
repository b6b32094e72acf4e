def f(x):
    return x is 5
f(1)
raise SystemExit(2)
