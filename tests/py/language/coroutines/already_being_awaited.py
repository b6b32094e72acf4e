class A:
    def __await__(self): yield
async def inner(): await A()
async def outer(c): await c
i = inner()
o1, o2 = outer(i), outer(i)
o1.send(None)
try: o2.send(None)
except RuntimeError as e: print(e)  # expect: coroutine is being awaited already
o1.close()
