import sys
for i in range(2):
    try: import _failing
    except ZeroDivisionError as e: print(e, "_failing" in sys.modules)
# expect: division by zero False
# expect: division by zero False
try: import _broken
except SyntaxError as e: print(e.msg, e.lineno, "_broken" in sys.modules)  # expect: '(' was never closed 1 False
