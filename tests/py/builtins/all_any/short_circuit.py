print(all([]), any([]), all([1, 0]), any([0, 1]), all("ab"), any({0: 1}))  # expect: True False False True True False
def g():
    yield 0
    print("not reached by all")
    yield 1
print(all(g()), any(g()))
# expect: not reached by all
# expect: False True
all(5)  # raises: TypeError: 'int' object is not iterable
any(1, 2)  # raises: TypeError: any() takes exactly one argument (2 given)
