def f():
    secret = 42
    raise ValueError
try: f()
except ValueError as e:
    print(e.__traceback__.tb_next.tb_frame.f_locals["secret"])  # expect: 42
