class It:
    def __aiter__(self): return self
    async def __anext__(self): raise StopAsyncIteration
async def f():
    it = aiter(It())
    return await anext(it, "default")
try: f().send(None)
except StopIteration as e: print(e.value)  # expect: default
aiter(5)  # raises: TypeError: 'int' object is not an async iterable
anext(5)  # raises: TypeError: 'int' object is not an async iterator
