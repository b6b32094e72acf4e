import ast
at = {"lineno": 1, "col_offset": 0}
name = ast.Name("a", ast.Load(), **at)
compile(ast.Module(), "", "exec")  # raises: TypeError: required field "body" missing from Module
compile(ast.Module([None], []), "", "exec")  # raises: ValueError: None disallowed in statement list
compile(ast.Module(ast.Load(), []), "", "exec")  # raises: TypeError: Module field "body" must be a list, not a Load
compile(ast.Expression(ast.Name("a")), "", "eval")  # raises: TypeError: required field "lineno" missing from expr
compile(ast.Expression(ast.Name(4, ast.Load(), **at)), "", "eval")  # raises: TypeError: AST identifier must be of type str
compile(ast.Expression(name), "", "exec")  # raises: TypeError: expected Module node, got Expression
compile(ast.Expression(ast.Constant([], **at)), "", "eval")  # raises: TypeError: got an invalid type in Constant: list
compile(ast.Expression(ast.Attribute(None, "x", ast.Load(), **at)), "", "eval")  # raises: ValueError: field 'value' is required for Attribute
compile(ast.Module([ast.Expr(name, **at), ast.Assign([name], name, **at)], []), "", "exec")  # raises: ValueError: expression must have Store context but has Load instead
compile(ast.Expression(ast.BoolOp(ast.And(), [name], **at)), "", "eval")  # raises: ValueError: BoolOp with less than 2 values
