src = "\n" * 70000 + "x = 1\nraise ValueError"
try: exec(compile(src, "f", "exec"))
except ValueError as e: print(e.__traceback__.tb_next.tb_lineno)  # expect: 70002
src = "x = (" + " " * 5000 + "1 / 0)"
try: exec(compile(src, "f", "exec"))
except ZeroDivisionError as e:
    code, lasti = e.__traceback__.tb_next.tb_frame.f_code, e.__traceback__.tb_next.tb_lasti
    print(code.co_name, lasti >= 0)  # expect: <module> True
