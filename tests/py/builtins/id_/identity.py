a = []
b = a
print(id(a) == id(b), id(a) != id([]), isinstance(id(a), int), id(None) == id(None))  # expect: True True True True
