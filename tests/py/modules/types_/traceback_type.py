import types, sys
def f(): return sys._getframe()
fr = f()
tb = types.TracebackType(None, fr, 0, 7)
print(tb.tb_next, tb.tb_lineno, tb.tb_lasti, tb.tb_frame is fr)  # expect: None 7 0 True
try: raise ValueError
except ValueError as e:
    tb.tb_next = e.__traceback__
    print(tb.tb_next.tb_lineno)  # expect: 6
tb.tb_next = tb  # raises: ValueError: traceback loop detected
tb.tb_next = 5  # raises: TypeError: expected traceback object, got 'int'
types.TracebackType(5, fr, 0, 0)  # raises: TypeError: expected traceback object or None, got 'int'
