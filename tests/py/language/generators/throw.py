def g():
    while True:
        try: yield "ready"
        except ValueError as e: print("caught", e)
it = g()
print(next(it))  # expect: ready
print(it.throw(ValueError("v")), it.throw(ValueError))
# expect: caught v
# expect: caught
# expect: ready ready
it.throw(KeyError("k"))  # raises: KeyError: 'k'
g().throw(KeyError("early"))  # raises: KeyError: 'early'
it2 = g()
it2.throw(5)  # raises: TypeError: exceptions must be classes or instances deriving from BaseException, not int
