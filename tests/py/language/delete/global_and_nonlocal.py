g = 1
def f():
    global g
    del g
f()
print("g" in globals())  # expect: False
def outer():
    x = 1
    def inner():
        nonlocal x
        del x
    inner()
    return x
outer()  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
