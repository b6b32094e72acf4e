def f():
    x = 1
    def g():
        def h():
            nonlocal x
            x = 2
        h()
        return x
    return g(), x
print(f())  # expect: (2, 2)
