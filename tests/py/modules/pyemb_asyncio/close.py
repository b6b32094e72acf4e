# pyemb-only: the module is our own
import asyncio, pyemb_asyncio

loop = pyemb_asyncio.loop()

async def generate():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")

async def wait():
    try:
        async for _ in generate():
            break
        await asyncio.sleep(1000)
    finally:
        print("cleaned up")

task = loop.create_task(wait())
loop.step(1000)
pyemb_asyncio.close()  # expect: generator closed
# expect: cleaned up
print(task.cancelled(), loop.is_closed(), pyemb_asyncio.step(5))  # expect: True True (False, None)
pyemb_asyncio.close()
print(pyemb_asyncio.loop() is not loop)  # expect: True

async def left():
    try:
        await asyncio.sleep(1000)
    finally:
        print("at the end")  # expect: at the end

pyemb_asyncio.loop().create_task(left())
pyemb_asyncio.loop().step()
