m = __import__("math")
print(m.__name__, __import__("sys") is __import__("sys"), __import__("collections.abc").__name__, __import__("collections.abc", fromlist=["x"]).__name__)
# expect: math True collections collections.abc
__import__("no_such_module")  # raises: ModuleNotFoundError: No module named 'no_such_module'
__import__("")  # raises: ValueError: Empty module name
__import__(5)  # raises: TypeError: module name must be a string
__import__("math", level=-1)  # raises: ValueError: level must be >= 0
__import__("math.nope")  # raises: ModuleNotFoundError: No module named 'math.nope'; 'math' is not a package
