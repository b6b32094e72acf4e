def f(x, y): return (x + 1) * y["k"] - 3
f(1, 2)
