print(__name__, __file__.endswith("run_as_main_check.py"), __doc__, __builtins__.len is len, "__loader__" in globals())
# expect: __main__ True None True True
