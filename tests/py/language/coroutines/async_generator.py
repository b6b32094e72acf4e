async def g(n):
    for i in range(n):
        got = yield i
        if got: print("got", got)
async def f():
    r = [x async for x in g(3)]
    a = g(2)
    r.append(await a.__anext__())
    r.append(await a.asend("hello"))
    try: await a.__anext__()
    except StopAsyncIteration: r.append("end")
    return r
try: f().send(None)  # expect: got hello
except StopIteration as e: print(e.value)  # expect: [0, 1, 2, 0, 1, 'end']
