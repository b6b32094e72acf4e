def with_cleanup():
    try:
        1 / 0
    except ZeroDivisionError as e:
        int("x")
def unmatched():
    try:
        1 / 0
    except TypeError:
        pass
for function in (with_cleanup, unmatched):
    try:
        function()
    except Exception as error:
        frame = error.__traceback__.tb_next.tb_frame
        print(frame.f_lineno - frame.f_code.co_firstlineno)
# expect: 4
# expect: 3
