class A:
    p = property(lambda s: s.missing)
    w = property(None, lambda s, v: None)
    r = property(lambda s: 1)
A().p  # raises: AttributeError: 'A' object has no attribute 'missing'
A().w  # raises: AttributeError: property 'w' of 'A' object has no getter
A().r = 1  # raises: AttributeError: property 'r' of 'A' object has no setter
del A().r  # raises: AttributeError: property 'r' of 'A' object has no deleter
