def f():
    x: int = 3
    y: undefined_name
    return x
print(f(), f.__annotations__)  # expect: 3 {}
def g():
    y: int
    return y
g()  # raises: UnboundLocalError: cannot access local variable 'y' where it is not associated with a value
