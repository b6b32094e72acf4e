def get(self): "get doc"; return 1
p = property(get)
print(p.__doc__, p.fget is get, p.fset, p.fdel, property(get, doc="own").__doc__)  # expect: get doc True None None own
q = p.setter(lambda s, v: None)
print(q is p, q.fset is not None, q.fget is get, q.__doc__)  # expect: False True True get doc
print(p.__get__(5), p.__get__(None, int) is p, p.__isabstractmethod__)  # expect: 1 True False
p.fget = 1  # raises: AttributeError: readonly attribute
property(1, 2, 3, 4, 5)  # raises: TypeError: property() takes at most 4 arguments (5 given)
p.__set__(5, 1)  # raises: AttributeError: property of 'int' object has no setter
property().__get__(5)  # raises: AttributeError: property of 'int' object has no getter
