f = lambda x: x.y + 1
f(5)
