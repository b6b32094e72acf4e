import ast
source = """
@deco
async def f(a, /, b: int=1, *c, d=2, **e) -> str:
    async with x as y:
        return lambda q: (yield)
match p:
    case {'k': [1, *_], **rest} if z:
        del a[1:2], b.c
try:
    print(f'{x!r:>{w}}', end='')
except* (A, B) as e:
    raise X from e
"""
print(ast.unparse(ast.parse(source)) == source.strip())  # expect: True
