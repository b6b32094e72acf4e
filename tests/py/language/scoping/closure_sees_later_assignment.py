def f():
    def g(): return x
    x = 1
    a = g()
    x = 2
    return a, g()
print(f())  # expect: (1, 2)
