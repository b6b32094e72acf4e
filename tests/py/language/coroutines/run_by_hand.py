async def f(x): return x * 2
async def g():
    a = await f(1)
    b = await f(a)
    return a, b
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
print(run(g()))  # expect: (2, 4)
