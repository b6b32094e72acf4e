def f():
    x = 1
    class C:
        nonlocal x
        x = 5
        y = x
    return x, C.y, hasattr(C, "x")
print(f())  # expect: (5, 5, False)
