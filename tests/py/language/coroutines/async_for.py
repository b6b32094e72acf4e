class It:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        return self.i
async def f():
    async for x in It(3):
        if x == 2: continue
        print(x)
    else: print("else")
    return [x async for x in It(3) if x > 1], {x: 0 async for x in It(2)}, {x async for x in It(1)}
try: f().send(None)
except StopIteration as e: print(e.value)
# expect: 1
# expect: 3
# expect: else
# expect: ([2, 3], {1: 0, 2: 0}, {1})
