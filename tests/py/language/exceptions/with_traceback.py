try: 1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
    k = KeyError("k").with_traceback(tb)
    print(k.__traceback__ is tb, tb.tb_lineno, tb.tb_next, tb.tb_frame.f_code.co_name)  # expect: True 1 None <module>
KeyError().with_traceback(5)  # raises: TypeError: __traceback__ must be a traceback or None
