def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
class A: pass
class B:
    async def __aenter__(self): pass
class C:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class D:
    def __aenter__(self): return 1
    async def __aexit__(self, *a): pass
async def f(x):
    async with x: pass
run(f(A()))  # raises: TypeError: 'A' object does not support the asynchronous context manager protocol
run(f(B()))  # raises: TypeError: 'B' object does not support the asynchronous context manager protocol (missed __aexit__ method)
run(f(C()))  # raises: TypeError: 'C' object does not support the asynchronous context manager protocol
run(f(D()))  # raises: TypeError: 'async with' received an object from __aenter__ that does not implement __await__: int
