compile("[i for i in (lambda: (j := range(5)))()]", "f", "exec")  # raises: SyntaxError: assignment expression cannot be used in a comprehension iterable expression
