def f():
    x = 1
    raise ValueError(
        "several",
        "lines")
f()
