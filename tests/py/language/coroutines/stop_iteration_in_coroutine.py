async def f(): raise StopIteration(1)
f().send(None)  # raises: RuntimeError: coroutine raised StopIteration
async def g():
    raise StopAsyncIteration
    yield
async def h(): await g().__anext__()
h().send(None)  # raises: RuntimeError: async generator raised StopAsyncIteration
