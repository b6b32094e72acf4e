class A(1 + 1): pass
