c = compile("x = 1\ny = x + 1", "<test>", "exec")
ns = {}
exec(c, ns)
print(ns["y"], eval(compile("1 + 2", "f", "eval")), c.co_filename, c.co_name, type(c).__name__)
# expect: 2 3 <test> <module> code
exec(compile("5\n", "f", "single"), {"__builtins__": __builtins__})  # expect: 5
compile("1 +", "f", "exec")  # raises: SyntaxError: invalid syntax
compile("x = 1", "f", "eval")  # raises: SyntaxError: invalid syntax
compile("1", "f", "bad")  # raises: ValueError: compile() mode must be 'exec', 'eval' or 'single'
compile(5, "f", "exec")  # raises: TypeError: compile() arg 1 must be a string, bytes or AST object
compile("a\0b", "f", "exec")  # raises: ValueError: source code string cannot contain null bytes
compile("1\n2", "f", "single")  # raises: SyntaxError: multiple statements found while compiling a single statement
