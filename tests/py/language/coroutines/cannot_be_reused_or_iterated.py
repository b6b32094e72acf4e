async def f(): return 1
c = f()
try: c.send(None)
except StopIteration: pass
c.send(None)  # raises: RuntimeError: cannot reuse already awaited coroutine
for x in f(): pass  # raises: TypeError: 'coroutine' object is not iterable
d = f()
d.send(5)  # raises: sys:1: RuntimeWarning: coroutine 'f' was never awaited
iter(f())  # raises: sys:1: RuntimeWarning: coroutine 'f' was never awaited
next(f())  # raises: sys:1: RuntimeWarning: coroutine 'f' was never awaited
