# pyemb-only: the module is our own
import asyncio, pyemb_asyncio

loop = pyemb_asyncio.loop()
print(loop is pyemb_asyncio.loop(), asyncio.get_event_loop_policy().get_event_loop() is loop)  # expect: True True

async def count(n):
    for i in range(n):
        print(i, asyncio.get_running_loop() is loop)
        await asyncio.sleep(0)
    return n

task = loop.create_task(count(3))
print(loop.step())  # expect: 0 True
# expect: (True, None)
print(loop.step(0))  # expect: 1 True
# expect: (True, None)
print(loop.step(1000000), task.result())  # expect: 2 True
# expect: (False, None) 3
print(loop.step(), loop.is_running())  # expect: (False, None) False
