for source in ("with a:\n break", "with a:\n  continue", "async def f():\n async with a: break"):
    try:
        compile(source, "f", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
# expect: 'break' outside loop 2 2
# expect: 'continue' not properly in loop 2 3
# expect: 'break' outside loop 2 16
