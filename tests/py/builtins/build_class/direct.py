print(__build_class__(lambda: None, "A").__name__)  # expect: A
def body():
    __builtins__
    global made
    made = 1
B = __build_class__(body, "B", int)
print(B(5) + 1, made)  # expect: 6 1
__build_class__(5, "A")  # raises: TypeError: __build_class__: func must be a function
__build_class__(lambda: None, 5)  # raises: TypeError: __build_class__: name is not a string
__build_class__(lambda: None)  # raises: TypeError: __build_class__: not enough arguments
