e = ValueError("a", 1)
print(e.args, str(e), repr(e), e.__traceback__, e.__cause__, e.__context__)
# expect: ('a', 1) ('a', 1) ValueError('a', 1) None None None
e.args = ("z",)
print(str(e), repr(e))  # expect: z ValueError('z')
e.args = [1, 2]
print(e.args, str(ValueError()), repr(ValueError()), str(KeyError("k")), str(KeyError()))
# expect: (1, 2)  ValueError() 'k'
e.extra = 5
print(e.__dict__)  # expect: {'extra': 5}
e.__cause__ = 5  # raises: TypeError: exception cause must be None or derive from BaseException
e.__context__ = "x"  # raises: TypeError: exception context must be None or derive from BaseException
e.__traceback__ = 1  # raises: TypeError: __traceback__ must be a traceback or None
del e.args  # raises: TypeError: args may not be deleted
