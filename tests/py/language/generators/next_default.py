def g(): yield 1
it = g()
print(next(it, "d"), next(it, "d"), next(iter([]), None))  # expect: 1 d None
