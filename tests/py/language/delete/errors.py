del [1, 2][5]  # raises: IndexError: list assignment index out of range
del {}["k"]  # raises: KeyError: 'k'
del (1).x  # raises: AttributeError: 'int' object has no attribute 'x'
del (1, 2)[0]  # raises: TypeError: 'tuple' object doesn't support item deletion
del "abc"[0]  # raises: TypeError: 'str' object doesn't support item deletion
class A: pass
del A().x  # raises: AttributeError: 'A' object has no attribute 'x'
del A.__dict__  # raises: AttributeError: attribute '__dict__' of 'type' objects is not writable
