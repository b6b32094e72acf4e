import ast
class Names(ast.NodeVisitor):
    def visit_Name(self, node):
        print(node.id, node.lineno, node.col_offset)
class Twice(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)
Names().visit(ast.parse("a = b +\\\n  c"))
# expect: a 1 0
# expect: b 1 4
# expect: c 2 2
print(eval(compile(Twice().visit(ast.parse("1 + 2", mode="eval")), "f", "eval")))  # expect: 6
print([type(node).__name__ for node in ast.walk(ast.parse("x = 1"))])
# expect: ['Module', 'Assign', 'Name', 'Constant', 'Store']
