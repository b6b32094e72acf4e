def function(a): return a
code = function.__code__
code.replace(co_argcount=-1)  # raises: ValueError: co_argcount must be a positive integer
code.replace(co_argcount=5)  # raises: ValueError: code: co_varnames is too small
code.replace(co_nlocals=3)  # raises: ValueError: code: co_nlocals != len(co_varnames)
code.replace(co_code="text")  # raises: TypeError: replace() argument 'co_code' must be bytes, not str
code.replace(co_code=b"abc")  # raises: ValueError: code: co_code is malformed
code.replace(other=1)  # raises: TypeError: 'other' is an invalid keyword argument for replace()
type(code)(0, 0, 0, 0, 0, 0, b"", (), (), (), 1, "n", "q", 1, b"", b"")  # raises: TypeError: code() argument 11 must be str, not int
type(code)()  # raises: TypeError: code expected at least 16 arguments, got 0
