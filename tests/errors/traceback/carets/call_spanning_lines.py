def f(*a): raise ValueError("in f")
f(1,
  2,
  3)
