class A:
    for i in range(3): pass
    if i == 2:
        def f(self): return "defined"
    print(__name__, __qualname__, sorted(locals()))  # expect: __main__ A ['__module__', '__qualname__', 'f', 'i']
    del i
print(hasattr(A, "i"), A().f())  # expect: False defined
