def inner(): yield 1
def outer():
    i = inner()
    yield i
    yield from i
it = outer()
i = next(it)
print(it.gi_yieldfrom)  # expect: None
next(it)
print(it.gi_yieldfrom is i)  # expect: True
