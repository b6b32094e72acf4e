def g(): yield from iter([1, 2])
it = g(); next(it)
print(it.send(None))  # expect: 2
it = g(); next(it)
it.send(5)  # raises: AttributeError: 'list_iterator' object has no attribute 'send'
it = g(); next(it); it.throw(ValueError("thrown"))  # raises: ValueError: thrown
