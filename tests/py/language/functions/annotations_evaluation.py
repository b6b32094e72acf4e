def noisy(x):
    print("ann", x)
    return x
def f(a: noisy(1), *b: noisy(2), c: noisy(3) = 4, **d: noisy(5)) -> noisy(6): pass
# expect: ann 1
# expect: ann 2
# expect: ann 3
# expect: ann 5
# expect: ann 6
print(f.__annotations__)  # expect: {'a': 1, 'b': 2, 'c': 3, 'd': 5, 'return': 6}
