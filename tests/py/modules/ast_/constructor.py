import ast
node = ast.Name("x", ctx=ast.Load(), extra=3)
print(node.id, node.ctx.__class__, node.extra)  # expect: x <class 'ast.Load'> 3
print(ast.AST()._fields)  # expect: ()
ast.Name(1, 2, 3)  # raises: TypeError: Name constructor takes at most 2 positional arguments
ast.Pass(1)  # raises: TypeError: Pass constructor takes at most 0 positional arguments
ast.Name("x", id="y")  # raises: TypeError: Name got multiple values for argument 'id'
