def f():
    x += 1
f()  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
y += 1  # raises: NameError: name 'y' is not defined
def g():
    global zz
    zz += 1
g()  # raises: NameError: name 'zz' is not defined
