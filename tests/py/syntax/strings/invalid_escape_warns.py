import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    compile("x = '\\d' '\\q'\ny = b'\\400'\nz = 0x1for x in y", "<text>", "exec")
for w in caught: print(w.category.__name__, w.message, w.lineno)
# expect: DeprecationWarning invalid escape sequence '\d' 1
# expect: DeprecationWarning invalid escape sequence '\q' 1
# expect: DeprecationWarning invalid octal escape sequence '\400' 2
# expect: SyntaxWarning invalid hexadecimal literal 3
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: compile("x = '\\d'", "<text>", "exec")
    except SyntaxError as e: print(e.msg, e.offset, e.end_offset)  # expect: invalid escape sequence '\d' 5 9
