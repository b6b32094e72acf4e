class A:
    def __init__(self, n): self.n = n
    def __await__(self):
        r = yield ("wait", self.n)
        return r
async def f():
    return [await A(1), await A(2)]
c = f()
print(c.send(None), c.send("x"))  # expect: ('wait', 1) ('wait', 2)
try: c.send("y")
except StopIteration as e: print(e.value)  # expect: ['x', 'y']
