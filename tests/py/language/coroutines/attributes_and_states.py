async def f():
    await A()
class A:
    def __await__(self): yield 1
c = f()
print(c.__name__, c.cr_await, c.cr_running, c.cr_code is f.__code__, type(c).__name__, c.cr_suspended)
# expect: f None False True coroutine False
c.send(None)
print(c.cr_await is not None, c.cr_frame.f_lineno, c.cr_suspended, c.cr_origin)  # expect: True 2 True None
c.close()
print(c.cr_frame, c.cr_await)  # expect: None None
c.send(None)  # raises: RuntimeError: cannot reuse already awaited coroutine
