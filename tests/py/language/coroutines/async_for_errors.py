def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
async def f(x):
    async for _ in x: pass
class A:
    def __aiter__(self): return 5
class B:
    def __aiter__(self): return self
    def __anext__(self): return 5
run(f([1]))  # raises: TypeError: 'async for' requires an object with __aiter__ method, got list
run(f(A()))  # raises: TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: int
run(f(B()))  # raises: TypeError: 'async for' received an invalid object from __anext__: int
