def f(*a, **k): pass
f(*5)  # raises: TypeError: __main__.f() argument after * must be an iterable, not int
f(**5)  # raises: TypeError: __main__.f() argument after ** must be a mapping, not int
f(*None, 1)  # raises: TypeError: Value after * must be an iterable, not NoneType
f(**[1])  # raises: TypeError: __main__.f() argument after ** must be a mapping, not list
f(**{1: 2})  # raises: TypeError: keywords must be strings
len(*5)  # raises: TypeError: len() argument after * must be an iterable, not int
print(**None)  # raises: TypeError: print() argument after ** must be a mapping, not NoneType
f(1, *2)  # raises: TypeError: Value after * must be an iterable, not int
