e = StopIteration(5); print(e.value, StopIteration().value)  # expect: 5 None
e = SystemExit(3); print(e.code, SystemExit().code, SystemExit(1, 2).code)  # expect: 3 None (1, 2)
e = ImportError("m", name="n", path="p"); print(e.name, e.path, e.msg)  # expect: n p m
e = SyntaxError("m", ("f", 1, 2, "text")); print(e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno)
# expect: m f 1 2 text None
e = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"); print(e, e.encoding, e.object, e.start, e.end, e.reason)
# expect: 'utf-8' codec can't decode byte 0xff in position 0: bad utf-8 b'\xff' 0 1 bad
e = UnicodeEncodeError("ascii", "é", 0, 1, "why"); print(e)
# expect: 'ascii' codec can't encode character '\xe9' in position 0: why
e = UnicodeTranslateError("é", 0, 1, "why"); print(e)  # expect: can't translate character '\xe9' in position 0: why
e = NameError("m", name="q"); print(e.name); e = AttributeError("m", name="a", obj=1); print(e.name, e.obj)
# expect: q
# expect: a 1
ImportError(bad=1)  # raises: TypeError: 'bad' is an invalid keyword argument for ImportError()
UnicodeDecodeError("x")  # raises: TypeError: function takes exactly 5 arguments (1 given)
NameError(foo=1)  # raises: TypeError: 'foo' is an invalid keyword argument for NameError()
