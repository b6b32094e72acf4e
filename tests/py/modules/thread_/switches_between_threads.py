import _thread, time
counts = [0, 0]
stop = False
locks = [_thread.allocate_lock() for _ in counts]
def spin(i):
    while not stop: counts[i] += 1
    locks[i].release()
for i in range(2):
    locks[i].acquire()
    _thread.start_new_thread(spin, (i,))
deadline = time.monotonic() + 10
while not all(counts) and time.monotonic() < deadline: time.sleep(0.01)
stop = True
for l in locks: l.acquire()
print(all(counts))  # expect: True
