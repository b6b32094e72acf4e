g = ExceptionGroup("a", [ValueError(1), ExceptionGroup("b", [TypeError(2), ValueError(3)]), KeyError(4)])
print(repr(g.subgroup(ValueError)))
# expect: ExceptionGroup('a', [ValueError(1), ExceptionGroup('b', [ValueError(3)])])
print(repr(g.subgroup(lambda e: isinstance(e, KeyError))))  # expect: ExceptionGroup('a', [KeyError(4)])
print(g.subgroup(OSError))  # expect: None
m, r = g.split((TypeError, KeyError))
print(repr(m), repr(r))
# expect: ExceptionGroup('a', [ExceptionGroup('b', [TypeError(2)]), KeyError(4)]) ExceptionGroup('a', [ValueError(1), ExceptionGroup('b', [ValueError(3)])])
print(g.split(ExceptionGroup)[0] is g, g.subgroup(Exception) is g)  # expect: True True
g.subgroup(5)  # raises: TypeError: expected a function, exception type or tuple of exception types
g.split(int)  # raises: TypeError: expected a function, exception type or tuple of exception types
