def delegate(it):
    x = yield 1
    y = yield from it
    return x, y


async def coroutine(a):
    async with a as b:
        async for c in b:
            await c
    return [d async for d in a]
