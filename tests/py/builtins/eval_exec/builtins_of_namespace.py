print(eval("len([1])", {}), eval("len", {"__builtins__": {"len": 5}}))  # expect: 1 5
eval("len([1])", {"__builtins__": {}})  # raises: NameError: name 'len' is not defined
exec("import math", {"__builtins__": {}})  # raises: ImportError: __import__ not found
exec("class A: pass", {"__builtins__": {}})  # raises: NameError: __build_class__ not found
