for v in (5, 1.5, "a", b"a", [1], (1,), {1: 2}, {3}, None, True, range(2), 1j):
    print(v.__repr__() == repr(v), v.__str__() == str(v), v.__format__("") == format(v), v.__class__ is type(v), v.__doc__ is None or isinstance(v.__doc__, str), v.__sizeof__() > 0)
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
# expect: True True True True True True
