a = [1]; b = [1]
print(a is b, a is not b, a == b, a is a)  # expect: False True True True
print(None is None, True is True, ... is Ellipsis, NotImplemented is NotImplemented)  # expect: True True True True
e = (); s = "abc"
print(e is e, s is not None, type(1) is int)  # expect: True True True
