import ast
import copy
tree = ast.parse("a + b[1]")
twin = copy.deepcopy(tree)
print(twin is tree, ast.dump(twin, include_attributes=True) == ast.dump(tree, include_attributes=True))
# expect: False True
print(tree.body[0].value.op.__reduce__())  # expect: (<class 'ast.Add'>, (), {})
print(copy.copy(ast.Constant(3)).value)  # expect: 3
