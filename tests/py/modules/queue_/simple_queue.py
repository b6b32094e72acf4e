import threading
from _queue import Empty, SimpleQueue

q = SimpleQueue()
q.put(1)
q.put(item=2, block=False, timeout=0)
q.put_nowait(3)
print(q.qsize(), q.empty(), q.get(), q.get(block=False), q.get(timeout=5), q.empty(), SimpleQueue[int])
# expect: 3 False 1 2 3 True _queue.SimpleQueue[int]
for i in range(100):
    q.put(i)
print([q.get() for _ in range(100)] == list(range(100)))  # expect: True
got = []
reader = threading.Thread(target=lambda: got.extend(q.get() for _ in range(3)))
reader.start()
for i in range(3):
    q.put(i)
reader.join()
print(got)  # expect: [0, 1, 2]
try:
    q.get(timeout=0.01)
except Empty as e:
    print("nothing", repr(e))  # expect: nothing Empty()
q.get_nowait()  # raises: _queue.Empty
q.get(timeout=-1)  # raises: ValueError: 'timeout' must be a non-negative number
q.put()  # raises: TypeError: put() missing required argument 'item' (pos 1)
SimpleQueue(1)  # raises: TypeError: SimpleQueue() takes no positional arguments
