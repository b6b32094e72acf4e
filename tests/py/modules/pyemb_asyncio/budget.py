# pyemb-only: the module is our own
import asyncio, pyemb_asyncio, time

loop = pyemb_asyncio.loop()

async def endless():
    while True:
        await asyncio.sleep(0)

task = loop.create_task(endless())
begin = time.monotonic()
print(loop.step(3000), time.monotonic() - begin >= 0.003)  # expect: (True, None) True
task.cancel()
print(loop.step(1000000), task.cancelled())  # expect: (False, None) True
for _ in range(5):
    loop.call_soon(time.sleep, 0.002)
print([loop.step(1000)[0] for _ in range(5)])  # expect: [True, True, True, True, False]
