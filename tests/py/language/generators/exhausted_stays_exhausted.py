def g(): yield 1
it = g()
print(list(it), list(it), next(it, "none"))  # expect: [1] [] none
def bad(): yield 1; raise ValueError("once")
b = bad(); next(b)
try: next(b)
except ValueError as e: print(e)  # expect: once
print(list(b))  # expect: []
b.throw(KeyError("after end"))  # raises: KeyError: 'after end'
