o = object()
print(o == o, o.__eq__(1), o.__ne__(o), bool(o), hash(o) == hash(o))  # expect: True NotImplemented False True True
print(o.__reduce_ex__(2)[1], object.__doc__ is not None, o.__sizeof__() > 0)  # expect: (<class 'object'>,) True True
print(object.__subclasshook__(), object.__init_subclass__(), o.__format__("") == str(o), o.__dir__()[:0])
# expect: NotImplemented None True []
o.__format__("x")  # raises: TypeError: unsupported format string passed to object.__format__
