# pyemb-only: the module is our own
import asyncio, pyemb_asyncio, socket, threading

loop = pyemb_asyncio.loop()
future = loop.create_future()

async def wait():
    return await future

task = loop.create_task(wait())
loop.step()
future.set_result(9)
loop.step(100000)
print(task.result())  # expect: 9

thread = threading.Thread(target=loop.call_soon_threadsafe, args=(print, "from a thread"))
thread.start()
thread.join()
loop.step()  # expect: from a thread

async def talk(a, b):
    await loop.sock_sendall(a, b"hello")
    return await loop.sock_recv(b, 10)

a, b = socket.socketpair()
a.setblocking(False), b.setblocking(False)
task = loop.create_task(talk(a, b))
while not task.done():
    loop.step(1000)
print(task.result())  # expect: b'hello'
a.close(), b.close()
print(loop.run_until_complete(asyncio.sleep(0.001, "may block, too")))  # expect: may block, too
