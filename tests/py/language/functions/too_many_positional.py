def none(): pass
def one(a): pass
def two(a, b): pass
def opt(a, b=1, c=2): pass
def kwonly(a, *, b=1, c): pass
none(1)  # raises: TypeError: none() takes 0 positional arguments but 1 was given
one(1, 2)  # raises: TypeError: one() takes 1 positional argument but 2 were given
two(1, 2, 3)  # raises: TypeError: two() takes 2 positional arguments but 3 were given
opt(1, 2, 3, 4)  # raises: TypeError: opt() takes from 1 to 3 positional arguments but 4 were given
kwonly(1, 2, c=3)  # raises: TypeError: kwonly() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
kwonly(1, 2, 3, b=1, c=3)  # raises: TypeError: kwonly() takes 1 positional argument but 3 positional arguments (and 2 keyword-only arguments) were given
opt()  # raises: TypeError: opt() missing 1 required positional argument: 'a'
