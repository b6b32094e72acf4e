async def ag(n):
    for i in range(n): yield i
async def f():
    a = [x + y async for x in ag(2) async for y in ag(2)]
    b = [[z async for z in ag(k)] for k in range(3)]
    c = [await co(i) for i in range(2)]
    d = (x * 2 async for x in ag(3))
    return a, b, c, [x async for x in d]
async def co(i): return -i
try: f().send(None)
except StopIteration as e: print(e.value)  # expect: ([0, 1, 1, 2], [[], [0], [0, 1]], [0, -1], [0, 2, 4])
