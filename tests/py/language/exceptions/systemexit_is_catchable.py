import sys
try: sys.exit(5)
except SystemExit as e: print(e.code, e.args, isinstance(e, Exception))  # expect: 5 (5,) False
