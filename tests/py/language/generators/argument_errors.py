def g(a): yield a
g()  # raises: TypeError: g() missing 1 required positional argument: 'a'
g(1, 2)  # raises: TypeError: g() takes 1 positional argument but 2 were given
next(g)  # raises: TypeError: 'function' object is not an iterator
g(1).send()  # raises: TypeError: generator.send() takes exactly one argument (0 given)
g(1).throw()  # raises: TypeError: throw expected at least 1 argument, got 0
next(5)  # raises: TypeError: 'int' object is not an iterator
