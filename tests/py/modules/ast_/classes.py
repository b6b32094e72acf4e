import ast
print(ast.BinOp.__mro__, ast.BinOp._fields, ast.BinOp._attributes)
# expect: (<class 'ast.BinOp'>, <class 'ast.expr'>, <class 'ast.AST'>, <class 'object'>) ('left', 'op', 'right') ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
print(ast.BinOp.__doc__, ast.BinOp.__match_args__, sep=" | ")
# expect: BinOp(expr left, operator op, expr right) | ('left', 'op', 'right')
print(ast.unaryop.__doc__)  # expect: unaryop = Invert | Not | UAdd | USub
print(ast.withitem.__doc__)  # expect: withitem(expr context_expr, expr? optional_vars)
print(ast.Return().value, ast.expr.end_lineno)  # expect: None None
ast.Name().id  # raises: AttributeError: 'Name' object has no attribute 'id'
