import types
@types.coroutine
def gen():
    x = yield "susp"
    return x
async def f(): return await gen()
c = f()
print(c.send(None))  # expect: susp
try: c.send(9)
except StopIteration as e: print(e.value)  # expect: 9
def plain(): return 5
@types.coroutine
def notgen(): return 5
async def g(): await notgen()
g().send(None)  # raises: TypeError: object int can't be used in 'await' expression
