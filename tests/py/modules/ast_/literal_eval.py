import ast
print(ast.literal_eval("[1, -2.5, {'a': (None, True)}, {3}, b'x', 1+2j]"))
# expect: [1, -2.5, {'a': (None, True)}, {3}, b'x', (1+2j)]
ast.literal_eval("1 +")  # raises: SyntaxError: invalid syntax
