class A:
    def __await__(self): yield
async def f():
    for i in range(2):
        try:
            await A()
            if i: return "ret"
        finally:
            await A()
            print("fin", i)
c = f()
n = 0
try:
    while 1: c.send(None); n += 1
except StopIteration as e: print(n, e.value)
# expect: fin 0
# expect: fin 1
# expect: 4 ret
