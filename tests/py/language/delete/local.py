def f():
    a = 1
    del a
    a
f()  # raises: UnboundLocalError: cannot access local variable 'a' where it is not associated with a value
def g():
    del b
    b = 1
g()  # raises: UnboundLocalError: cannot access local variable 'b' where it is not associated with a value
