import ast
print(ast.dump(ast.parse("x: int = f(*a, k=1)[2:]")))
# expect: Module(body=[AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Subscript(value=Call(func=Name(id='f', ctx=Load()), args=[Starred(value=Name(id='a', ctx=Load()), ctx=Load())], keywords=[keyword(arg='k', value=Constant(value=1))]), slice=Slice(lower=Constant(value=2)), ctx=Load()), simple=1)], type_ignores=[])
print(ast.dump(ast.parse("a if b else not c", mode="eval"), annotate_fields=False))
# expect: Expression(IfExp(Name('b', Load()), Name('a', Load()), UnaryOp(Not(), Name('c', Load()))))
print(ast.dump(ast.parse("def f(a, /, *, b=1) -> c: pass").body[0].args))
# expect: arguments(posonlyargs=[arg(arg='a')], args=[], kwonlyargs=[arg(arg='b')], kw_defaults=[Constant(value=1)], defaults=[])
print(ast.dump(ast.parse("é = 1").body[0], include_attributes=True))
# expect: Assign(targets=[Name(id='é', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=2)], value=Constant(value=1, lineno=1, col_offset=5, end_lineno=1, end_col_offset=6), lineno=1, col_offset=0, end_lineno=1, end_col_offset=6)
