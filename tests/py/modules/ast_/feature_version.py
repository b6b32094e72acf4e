import ast
ast.parse("(x := 1)", feature_version=(3, 8))
ast.parse("(x := 1)", feature_version=(3, 7))  # raises: SyntaxError: Assignment expressions are only supported in Python 3.8 and greater
ast.parse("def f(a, /): pass", feature_version=(3, 7))  # raises: SyntaxError: Positional-only parameters are only supported in Python 3.8 and greater
ast.parse("match a:\n case b: pass", feature_version=(3, 9))  # raises: SyntaxError: Pattern matching is only supported in Python 3.10 and greater
ast.parse("try: pass\nexcept* A: pass", feature_version=(3, 10))  # raises: SyntaxError: Exception groups are only supported in Python 3.11 and greater
