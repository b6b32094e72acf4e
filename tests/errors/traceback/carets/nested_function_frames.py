def a(): b()
def b():
    c(
        1)
def c(x): return x.y
a()
