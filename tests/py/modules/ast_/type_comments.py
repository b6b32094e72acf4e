import ast
source = """
x = 1  # type: int
def f(a,  # type: str
      b):
    # type: (...) -> None
    for i in a:  # type: int
        pass  # type: ignore[why]
"""
tree = ast.parse(source, type_comments=True)
print(tree.body[0].type_comment, tree.body[1].type_comment, tree.body[1].args.args[0].type_comment)
# expect: int (...) -> None str
print(tree.body[1].body[0].type_comment, ast.dump(tree.type_ignores[0]))
# expect: int TypeIgnore(lineno=7, tag='[why]')
print(ast.parse(source).body[0].type_comment)  # expect: None
print(ast.dump(ast.parse("(int, *str, **bool) -> a.b", mode="func_type")))
# expect: FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), Name(id='bool', ctx=Load())], returns=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()))
ast.parse("x +  # type: int", type_comments=True)  # raises: SyntaxError: invalid syntax
