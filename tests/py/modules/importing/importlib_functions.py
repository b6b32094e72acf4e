import importlib, sys
m = importlib.import_module("_noisy")  # expect: executed
print(importlib.reload(m) is m, importlib.import_module(".two", "_pack").value)
# expect: executed
# expect: True 2
importlib.import_module(".two")  # raises: TypeError: the 'package' argument is required to perform a relative import for '.two'
importlib.import_module("no_such_thing_at_all")  # raises: ModuleNotFoundError: No module named 'no_such_thing_at_all'
