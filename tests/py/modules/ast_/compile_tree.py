import ast
tree = ast.parse("def f(n):\n    return [i * 2 for i in range(n)]\nprint(f(3))")
exec(compile(tree, "f", "exec"))  # expect: [0, 2, 4]
tree = ast.Expression(ast.BinOp(ast.Constant(20), ast.Add(), ast.Constant(22)))
print(eval(compile(ast.fix_missing_locations(tree), "f", "eval")))  # expect: 42
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant((1, -2, frozenset({3}))))), "f", "eval")))
# expect: (1, -2, frozenset({3}))
print(compile(tree, "f", "eval", ast.PyCF_ONLY_AST) is tree)  # expect: True
