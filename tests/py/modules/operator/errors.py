import operator
operator.add(1)  # raises: TypeError: add expected 2 arguments, got 1
operator.concat(1, 2)  # raises: TypeError: 'int' object can't be concatenated
operator.countOf(1, 1)  # raises: TypeError: argument of type 'int' is not iterable
operator.indexOf([1], 2)  # raises: ValueError: sequence.index(x): x not in sequence
operator.itemgetter()  # raises: TypeError: itemgetter expected 1 argument, got 0
operator.itemgetter(1)(2)  # raises: TypeError: 'int' object is not subscriptable
operator.attrgetter(1)  # raises: TypeError: attribute name must be a string
operator.attrgetter("a.b")([])  # raises: AttributeError: 'list' object has no attribute 'a'
operator.methodcaller()  # raises: TypeError: methodcaller needs at least one argument, the method name
operator.methodcaller(1)  # raises: TypeError: method name must be a string
operator.methodcaller("nope")(1)  # raises: AttributeError: 'int' object has no attribute 'nope'
operator.index(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
operator.itemgetter(1)({}, 1)  # raises: TypeError: itemgetter expected 1 argument, got 2
operator.length_hint([1], "a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
