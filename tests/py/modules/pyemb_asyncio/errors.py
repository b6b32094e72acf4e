# pyemb-only: the module is our own
import asyncio, pyemb_asyncio

loop = pyemb_asyncio.loop()
loop.set_exception_handler(lambda loop, context: print("handler:", repr(context["exception"])))

def fail(error):
    raise error

loop.call_soon(fail, KeyError(1))
loop.call_soon(print, "goes on")
print(loop.step())  # expect: handler: KeyError(1)
# expect: goes on
# expect: (False, None)
loop.call_soon(fail, SystemExit(3))
loop.call_soon(print, "still there")
try:
    loop.step()
except SystemExit as error:
    print(error.code, loop.is_running())  # expect: 3 False
loop.step()  # expect: still there

async def again():
    loop.step()

task = loop.create_task(again())
loop.step()
print(task.exception())  # expect: This event loop is already running
loop.close()
loop.step()  # raises: RuntimeError: Event loop is closed
