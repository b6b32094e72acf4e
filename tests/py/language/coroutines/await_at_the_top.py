import ast, inspect, types
class Ready:
    def __await__(self):
        return 5
        yield
async def items():
    yield 1
    yield 2
names = {"Ready": Ready, "items": items}
def run(source, mode="exec"):
    code = compile(source, "name", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    coroutine = eval(code, names)
    print(bool(code.co_flags & inspect.CO_COROUTINE), type(coroutine).__name__)
    if code.co_flags & inspect.CO_COROUTINE:
        try:
            coroutine.send(None)
        except StopIteration as end:
            return end.value
run("a = await Ready()")  # expect: True coroutine
print(names["a"])  # expect: 5
run("async for b in items(): c = b")  # expect: True coroutine
print(names["c"])  # expect: 2
run("d = [x async for x in items()]")  # expect: True coroutine
print(names["d"])  # expect: [1, 2]
print(run("await Ready()", "eval"))
# expect: True coroutine
# expect: 5
run("e = 1")  # expect: False NoneType
try:
    compile("await x", "name", "exec")
except SyntaxError as error:
    print(error.msg)  # expect: 'await' outside function
try:
    compile("def f(): await x", "name", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
except SyntaxError as error:
    print(error.msg)  # expect: 'await' outside async function
