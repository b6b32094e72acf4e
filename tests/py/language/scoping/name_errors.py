undefined  # raises: NameError: name 'undefined' is not defined
def f(): return nope
f()  # raises: NameError: name 'nope' is not defined. Did you mean: 'None'?
def g():
    if 0: x = 1
    return x
g()  # raises: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
def outer():
    def inner(): return y
    inner()
    y = 1
outer()  # raises: NameError: cannot access free variable 'y' where it is not associated with a value in enclosing scope
class A: z = q  # raises: NameError: name 'q' is not defined
